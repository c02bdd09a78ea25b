"""Makes the two sounds of alarms, resources/sounds/stop.wav and warn.wav: plain tones, the same bytes each time.

    python scripts/sounds.py

Stop is three high beeps, a warning one lower beep: told apart by ear in a loud hall, and by anybody who hears either
alone. Tones lie where hearing is best and machines hum least (ISO 7731 asks for 500 to 2,500 Hz).
"""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

RATE_HZ = 16_000
FADE_S = 0.01  # else each tone begins with a click
SOUNDS = Path(__file__).parent.parent / "resources" / "sounds"


def tone(hz: float, seconds: float) -> np.ndarray:
    """With its third harmonic, which small loudspeakers carry."""
    at = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    wave_form = np.sin(2 * np.pi * hz * at) + np.sin(6 * np.pi * hz * at) / 4
    fade = np.minimum(1, np.minimum(at, at[::-1]) / FADE_S)
    return wave_form * fade * 0.6


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE_HZ))


def write(path: Path, parts: list[np.ndarray]) -> None:
    values = np.round(np.concatenate(parts) * 127 + 128).clip(0, 255).astype(np.uint8)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE_HZ)
        file.writeframes(values.tobytes())


def main() -> None:
    SOUNDS.mkdir(exist_ok=True)
    beep, pause = tone(1000, 0.18), silence(0.09)
    write(SOUNDS / "stop.wav", [beep, pause, beep, pause, beep])
    write(SOUNDS / "warn.wav", [tone(660, 0.35)])


if __name__ == "__main__":
    main()
