"""The bill of materials of a package, as CycloneDX (JSON)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from cyclonedx.contrib.this.builders import this_component
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from licences import Part
from packageurl import PackageURL


def written(parts: Iterable[Part], version: str, commit: str, built_at: str) -> str:
    """The same bytes for the same parts."""
    bom = Bom()
    bom.metadata.timestamp = datetime.fromisoformat(built_at)
    bom.metadata.tools.components.add(this_component())
    bom.metadata.component = Component(
        name="Inspector", version=version, type=ComponentType.APPLICATION, bom_ref="inspector",
        properties=[Property(name="commit", value=commit)],
    )  # fmt: skip
    for part in parts:
        bom.components.add(
            Component(
                name=part.name, version=part.version, type=ComponentType.LIBRARY, bom_ref=f"{part.kind}:{part.name}",
                purl=PackageURL(part.kind, "debian" if part.kind == "deb" else None, part.name, part.version),
                licenses=[DisjunctiveLicense(name=part.licence)],
            )
        )  # fmt: skip
    bom.register_dependency(bom.metadata.component, bom.components)
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_OID, f"inspector {version} {commit} {len(bom.components)}")
    return JsonV1Dot6(bom).output_as_string(indent=1) + "\n"
