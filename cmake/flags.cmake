# Warnings and sanitizers, shared by the whole tree and by kernels/ when it is built alone.
add_library(kaitei_flags INTERFACE)
set(warnings -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers)
target_compile_options(kaitei_flags INTERFACE "$<$<COMPILE_LANGUAGE:CXX>:${warnings}>")
if(KAITEI_SANITIZE)
  target_compile_options(kaitei_flags INTERFACE -fsanitize=${KAITEI_SANITIZE} -fno-omit-frame-pointer -g)
  target_link_options(kaitei_flags INTERFACE -fsanitize=${KAITEI_SANITIZE})
endif()
