# What every target of the house shares: C++20, warnings as errors, sanitizers, where programs go.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

# Most of a build is reading headers: a target's sources are compiled some at a time. -DCMAKE_UNITY_BUILD=OFF compiles each
# alone, which shows whether it includes what it uses.
option(CMAKE_UNITY_BUILD "Compile several sources of a target together" ON)
set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)

find_program(THUCDIA_CCACHE ccache)
if(THUCDIA_CCACHE)
  # Base folder and no hashed folder: checkouts beside one another share what they have compiled.
  set(launcher "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${THUCDIA_CCACHE}")
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
endif()

add_library(thucdia_warnings INTERFACE)
add_library(thucdia::warnings ALIAS thucdia_warnings)
target_compile_options(thucdia_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
  -Wold-style-cast -Woverloaded-virtual -Wimplicit-fallthrough -Werror
  $<$<AND:$<BOOL:${CMAKE_UNITY_BUILD}>,$<CXX_COMPILER_ID:GNU>>:-Wno-subobject-linkage>  # it takes a source for a header then
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>)  # "a" + string with -O3: GCC bug 105651

add_library(thucdia_sanitizers INTERFACE)
add_library(thucdia::sanitizers ALIAS thucdia_sanitizers)
if(THUCDIA_BUILD_FUZZERS)
  # So that libFuzzer sees which branches of the house's own code an input reaches.
  target_compile_options(thucdia_sanitizers INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(thucdia_sanitizers INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(THUCDIA_SANITIZE)
  list(JOIN THUCDIA_SANITIZE "," sanitize)
  target_compile_options(thucdia_sanitizers INTERFACE "-fsanitize=${sanitize}" -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(thucdia_sanitizers INTERFACE "-fsanitize=${sanitize}")
  if("thread" IN_LIST THUCDIA_SANITIZE)
    # Protobuf's headers would lay a map field out in another way than the distribution's library does.
    target_compile_options(thucdia_sanitizers INTERFACE -U__SANITIZE_THREAD__)
  endif()
endif()

# thucdia_add_library(core_base SOURCES a.cpp … PUBLIC lib … PRIVATE lib …)
# makes thucdia_core_base, alias thucdia::core_base. Includes are written from the root of the tree: "core/base/id.h".
function(thucdia_add_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  set(target "thucdia_${name}")
  add_library(${target} STATIC ${arg_SOURCES})
  add_library("thucdia::${name}" ALIAS ${target})
  target_include_directories(${target} PUBLIC "${CMAKE_SOURCE_DIR}")
  target_link_libraries(${target} PUBLIC ${arg_PUBLIC} thucdia::sanitizers PRIVATE ${arg_PRIVATE} $<BUILD_INTERFACE:thucdia::warnings>)
endfunction()

# thucdia_add_program(thucdia-cli SOURCES … LINK …) makes build/<preset>/bin/thucdia-cli.
function(thucdia_add_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ${arg_LINK} thucdia::sanitizers thucdia::warnings)
endfunction()

# thucdia_add_test(core_base_test SOURCES … LINK … [ALONE]): a Catch2 program, each TEST_CASE one ctest test. ALONE: names
# mean other things from source to source.
function(thucdia_add_test name)
  cmake_parse_arguments(arg "ALONE" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}")
  target_compile_definitions(${name} PRIVATE "THUCDIA_SOURCE_DIR=\"${CMAKE_SOURCE_DIR}\"")
  target_link_libraries(${name} PRIVATE ${arg_LINK} Catch2::Catch2WithMain thucdia::sanitizers thucdia::warnings)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  if(arg_ALONE)
    set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
  endif()
  catch_discover_tests(${name} TEST_PREFIX "${name}: " DISCOVERY_MODE PRE_TEST
    PROPERTIES ENVIRONMENT TZ=UTC TIMEOUT 1200)
endfunction()
