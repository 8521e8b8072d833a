# SPDX-License-Identifier: GPL-3.0-or-later
# Language, warnings, sanitizers, optimisation. The presets set the options.

set(ARDEY_SANITIZE "" CACHE STRING "address (with undefined behaviour), thread, or empty")
option(ARDEY_COVERAGE "Count executed lines for gcov" OFF)

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_C_FLAGS_RELEASE "-O3 -DNDEBUG")

if(ARDEY_COVERAGE)
  set(CMAKE_C_FLAGS_DEBUG "-O0 -g") # every line as it is written
elseif(ARDEY_SANITIZE)
  set(CMAKE_C_FLAGS_DEBUG "-O1 -g")
else()
  set(CMAKE_C_FLAGS_DEBUG "-Og -g")
endif()

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

# No fused multiply-add: the same bits from every compiler and processor.
add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -ffp-contract=off)
add_compile_definitions(_GNU_SOURCE)
add_link_options(-Wl,--as-needed)

if(ARDEY_SANITIZE STREQUAL "address")
  set(sanitizers -fsanitize=address,undefined -fno-sanitize-recover=all)
elseif(ARDEY_SANITIZE STREQUAL "thread")
  set(sanitizers -fsanitize=thread)
elseif(ARDEY_SANITIZE)
  message(FATAL_ERROR "ARDEY_SANITIZE is '${ARDEY_SANITIZE}', must be 'address', 'thread' or empty")
endif()
if(ARDEY_SANITIZE)
  add_compile_options(${sanitizers} -fno-omit-frame-pointer)
  add_link_options(${sanitizers})
endif()

if(ARDEY_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)
  add_link_options(--coverage)
endif()
