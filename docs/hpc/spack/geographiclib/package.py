# Spack has no GeographicLib of its own.
from spack_repo.builtin.build_systems.cmake import CMakePackage

from spack.package import *


class Geographiclib(CMakePackage):
    """Geodesics and other conversions of geographic coordinates."""

    homepage = "https://geographiclib.sourceforge.io"
    url = "https://downloads.sourceforge.net/project/geographiclib/distrib-C++/GeographicLib-2.4.tar.gz"

    license("MIT")
    # The hash that conda-forge's recipe of the same version holds.
    version("2.4", sha256="6bd1a7665657fa229e14e322add0136a5c72c1e108616a40bb755cc97fe0bd6a")

    depends_on("cxx", type="build")
    depends_on("cmake@3.17:", type="build")
