# thucdia_embed(target name file…): puts files into a target's read-only data, byte for byte.
#
# Makes the header <embedded/<name>.h> (private to the target) that declares
#   std::span<const thucdia::core::EmbeddedFile> thucdia::embedded::<name>();
# with one entry a file in the order given: its name without folder, and its bytes. A changed file is embedded anew.
# The assembler's .incbin does it: megabytes cost nothing to compile. GCC and Clang on ELF, Mach-O and COFF (not MSVC).
function(thucdia_embed target name)
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/embedded")
  set(declarations "")
  set(assembly "")
  set(entries "")
  set(paths "")
  set(index 0)
  foreach(file IN LISTS ARGN)
    get_filename_component(path "${file}" ABSOLUTE)
    get_filename_component(short "${file}" NAME)
    if(NOT EXISTS "${path}")
      message(FATAL_ERROR "thucdia_embed(${target} ${name}): no file ${path}")
    endif()
    set(symbol "thucdia_embedded_${name}_${index}")
    string(APPEND assembly "THUCDIA_INCBIN(${symbol}, \"${path}\")\n")
    string(APPEND declarations "extern const char ${symbol}_begin[];\nextern const char ${symbol}_end[];\n")
    string(APPEND entries "    {\"${short}\", bytes(${symbol}_begin, ${symbol}_end)},\n")
    list(APPEND paths "${path}")
    math(EXPR index "${index} + 1")
  endforeach()

  file(CONFIGURE OUTPUT "${folder}/${name}.h" @ONLY CONTENT [[
#pragma once

#include <span>

#include "core/base/embedded.h"

namespace thucdia::embedded {

std::span<const core::EmbeddedFile> @name@();

}  // namespace thucdia::embedded
]])
  file(CONFIGURE OUTPUT "${folder}/${name}.cpp" @ONLY CONTENT [[
#include <embedded/@name@.h>

#if defined(__APPLE__)
#define THUCDIA_SECTION ".const_data\n"
#define THUCDIA_PREFIX "_"
#define THUCDIA_BACK ".text\n"
#elif defined(_WIN32)
#define THUCDIA_SECTION ".section .rdata,\"dr\"\n"
#define THUCDIA_PREFIX ""
#define THUCDIA_BACK ".text\n"
#else
#define THUCDIA_SECTION ".section .rodata\n"
#define THUCDIA_PREFIX ""
#define THUCDIA_BACK ".text\n"
#endif
#define THUCDIA_INCBIN(symbol, path)                                                        \
  __asm__(THUCDIA_SECTION ".balign 16\n"                                                    \
          ".globl " THUCDIA_PREFIX #symbol "_begin\n" THUCDIA_PREFIX #symbol "_begin:\n"    \
          ".incbin \"" path "\"\n"                                                          \
          ".globl " THUCDIA_PREFIX #symbol "_end\n" THUCDIA_PREFIX #symbol "_end:\n"        \
          ".byte 0\n" THUCDIA_BACK);

@assembly@
extern "C" {
@declarations@}

namespace thucdia::embedded {

std::span<const core::EmbeddedFile> @name@() {
  const auto bytes = [](const char* begin, const char* end) {
    return std::string_view(begin, static_cast<std::size_t>(end - begin));
  };
  static const core::EmbeddedFile files[] = {
@entries@  };
  return files;
}

}  // namespace thucdia::embedded
]])
  # Never from a compiler cache: what is embedded is not among the source's includes.
  set_source_files_properties("${folder}/${name}.cpp" PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE "${folder}/${name}.cpp")
  target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
endfunction()
