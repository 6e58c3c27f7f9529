# Puts the report's files into the program: its script and style, the coastline, and Leaflet where it is installed
# (Debian: libjs-leaflet; elsewhere -DKAITEI_LEAFLET_DIR=<folder of leaflet.js, leaflet.css and its licence>).
find_path(KAITEI_LEAFLET_DIR leaflet.css PATHS /usr/share/javascript/leaflet NO_DEFAULT_PATH)
find_file(KAITEI_LEAFLET_SCRIPT NAMES leaflet.min.js leaflet.js PATHS ${KAITEI_LEAFLET_DIR} NO_DEFAULT_PATH)
find_file(KAITEI_LEAFLET_LICENCE NAMES LICENSE copyright PATHS ${KAITEI_LEAFLET_DIR} /usr/share/doc/libjs-leaflet NO_DEFAULT_PATH)
if(NOT KAITEI_LEAFLET_SCRIPT OR NOT KAITEI_LEAFLET_LICENCE)
  message(WARNING "Leaflet was not found; kaitei report will write pages without a map. On Debian: apt install libjs-leaflet")
endif()

# A function that gives the contents of a file, or nothing.
function(kaitei_embed function file)
  set(contents "")
  if(file AND EXISTS ${file})
    file(READ ${file} contents)
    string(REGEX REPLACE "//# sourceMappingURL=[^\n]*" "" contents "${contents}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  endif()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/generated/report/${function}.cpp)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT
[[#include "report/embedded.hpp"
using namespace std::string_view_literals;
namespace kaitei::report {
std::string_view @function@() { return R"embedded(@contents@)embedded"sv; }
}
]])
  target_sources(kaitei_report PRIVATE ${source})
endfunction()

kaitei_embed(page_script ${CMAKE_CURRENT_LIST_DIR}/page.js)
kaitei_embed(page_style ${CMAKE_CURRENT_LIST_DIR}/page.css)
kaitei_embed(land_geojson ${PROJECT_SOURCE_DIR}/geodata/context/land-50m.geojson)
kaitei_embed(leaflet_script "${KAITEI_LEAFLET_SCRIPT}")
kaitei_embed(leaflet_style "${KAITEI_LEAFLET_DIR}/leaflet.css")
kaitei_embed(leaflet_licence "${KAITEI_LEAFLET_LICENCE}")
