"""The machine a measurement was made on."""

import os
import platform
from datetime import date


def facts() -> dict:
    return {
        "date": date.today().isoformat(),
        "processor": processor(),
        "cores": os.cpu_count(),
        "memoryGigabytes": memory_gigabytes(),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def memory_gigabytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30


def processor() -> str:
    with open("/proc/cpuinfo") as lines:
        found = dict(line.split(":", 1) for line in lines if ":" in line)
    facts = {key.strip(): value.strip() for key, value in found.items()}
    widest = "AVX-512" if "avx512_vpopcntdq" in facts.get("flags", "") else "no AVX-512 VPOPCNTDQ"
    return f"{facts.get('model name', platform.machine())}, {widest}"
