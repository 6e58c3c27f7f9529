-- Lmod module file: put it at <modulefiles>/kaitei/0.1.0.lua and set the prefix of `cmake --install`.
local prefix = "/opt/kaitei/0.1.0"
help("kaitei: undersea-cable network resilience simulator")
prepend_path("PATH", pathJoin(prefix, "bin"))
