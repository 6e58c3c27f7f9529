# Spack 1.0 or later: copy this folder and the one beside it to packages/ of a repository of your own (`spack repo create
# mine`, `spack repo add mine`), then `spack dev-build kaitei@main` in the source folder.
from spack_repo.builtin.build_systems.cmake import CMakePackage

from spack.package import *


class Kaitei(CMakePackage):
    """Undersea-cable network resilience simulator."""

    license("Apache-2.0")
    version("main")

    variant("mpi", default=True, description="Ranks of one run through MPI")

    depends_on("cxx", type="build")
    depends_on("c", type="build")
    depends_on("cmake@3.25:", type="build")
    depends_on("gdal@3.6:")
    depends_on("hdf5@1.10:+hl~mpi")
    depends_on("tomlplusplus")
    depends_on("cli11")
    depends_on("fmt")
    depends_on("spdlog")
    depends_on("nlohmann-json")
    depends_on("geographiclib")
    depends_on("openssl")
    depends_on("pugixml")
    depends_on("boost@1.74:")
    depends_on("catch2", type="build")
    depends_on("mpi", when="+mpi")

    def cmake_args(self):
        return [self.define_from_variant("KAITEI_MPI", "mpi")]
