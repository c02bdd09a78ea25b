"""Networks of the Severstal strip report: three small U-Nets and a DeepLab of MobileNetV2."""
