# What `scripts/test` has no time for: ctest runs these only with -C stress (`scripts/test --stress`). Hours, not minutes.

function(stress_test name)
  add_test(NAME stress_${name} CONFIGURATIONS stress COMMAND ${python} ${ARGN})
  set_tests_properties(stress_${name} PROPERTIES LABELS stress PROCESSORS 2 TIMEOUT 21600)
endfunction()

# The language tests in all settings on the debug build, with a collection at every 50th slow allocation.
function(stress_language name)
  stress_test(lang_${name} ${CMAKE_CURRENT_SOURCE_DIR}/run_lang.py ${debug_bin}/sidewinder -X gc-every=50 --timeout 1200 ${ARGN})
endfunction()

if(TARGET sidewinder)
  set(hot -X jit-threshold=2 -X jit-shortest-function=1)
  stress_language(jit_off -X jit=off)
  stress_language(default)
  stress_language(threshold_2 ${hot})
  foreach(n 1 2 7)
    stress_language(forced_exits_${n} ${hot} -X jit-force-exits=${n})
  endforeach()
  foreach(pass ${optimizer_passes})
    stress_language(without_${pass} ${hot} -X jit-disable=${pass})
  endforeach()
  stress_language(checking -X machine=checking)
  stress_test(programs_jit_off ${CMAKE_CURRENT_SOURCE_DIR}/run_programs.py $<TARGET_FILE:sidewinder> -X jit=off)
  stress_test(programs_threshold_2 ${CMAKE_CURRENT_SOURCE_DIR}/run_programs.py $<TARGET_FILE:sidewinder> ${hot})
  stress_test(django_suite ${CMAKE_CURRENT_SOURCE_DIR}/run_django_suite.py $<TARGET_FILE:sidewinder> --whole)
  stress_test(django_suite_jit_off ${CMAKE_CURRENT_SOURCE_DIR}/run_django_suite.py $<TARGET_FILE:sidewinder> --whole -X jit=off)
  stress_test(django_suite_threshold_2 ${CMAKE_CURRENT_SOURCE_DIR}/run_django_suite.py $<TARGET_FILE:sidewinder> --whole ${hot})
  stress_test(conformance ${scripts}/conformance --binary $<TARGET_FILE:sidewinder> --check)
  stress_test(conformance_threshold_2 ${scripts}/conformance --binary $<TARGET_FILE:sidewinder> --check --threshold-2)
  # Endless recursion, on small stacks too; all memory used up.
  stress_test(recursion ${CMAKE_CURRENT_SOURCE_DIR}/run_limits.py $<TARGET_FILE:sidewinder> recursion)
  stress_test(recursion_hot ${CMAKE_CURRENT_SOURCE_DIR}/run_limits.py $<TARGET_FILE:sidewinder> recursion ${hot})
  stress_test(memory ${CMAKE_CURRENT_SOURCE_DIR}/run_limits.py $<TARGET_FILE:sidewinder> memory --limits 8)
  # Extension modules together, in threads, with collections all the time.
  foreach(setting "gc-every=500" "cpyext-collect-every=2000")
    string(REPLACE "=" "_" setting_name ${setting})
    add_test(NAME stress_extensions_${setting_name} CONFIGURATIONS stress
      COMMAND $<TARGET_FILE:sidewinder> -X ${setting} ${CMAKE_CURRENT_SOURCE_DIR}/cpyext/soak.py --seconds 600)
    set_tests_properties(stress_extensions_${setting_name} PROPERTIES LABELS stress PROCESSORS 2 TIMEOUT 3600)
  endforeach()
  # Seeds that the tests do not have.
  stress_test(hostile ${CMAKE_CURRENT_SOURCE_DIR}/run_hostile.py $<TARGET_FILE:sidewinder> --count 5000 --seed 1000)
  stress_test(hostile_hot ${CMAKE_CURRENT_SOURCE_DIR}/run_hostile.py $<TARGET_FILE:sidewinder> ${hot} --count 3000 --seed 2000)
  stress_test(hostile_collecting ${CMAKE_CURRENT_SOURCE_DIR}/run_hostile.py $<TARGET_FILE:sidewinder> ${hot} -X gc-every=200 --count 1000
    --seed 3000)
  # Ten thousand of each kind under AddressSanitizer.
  stress_test(hostile_sanitized ${CMAKE_CURRENT_SOURCE_DIR}/run_hostile.py ${debug_bin}/sidewinder --sanitized --count 10000 --seed 4000)
  stress_test(fuzz ${scripts}/fuzz --seconds 3600 --binary $<TARGET_FILE:sidewinder>)
  # A day's work in twenty minutes: collections, exits and bridges all the time; memory stays flat.
  add_test(NAME stress_soak CONFIGURATIONS stress
    COMMAND $<TARGET_FILE:sidewinder> -X gc-every=500 -X jit-threshold=20 -X jit-force-exits=7 ${CMAKE_CURRENT_SOURCE_DIR}/cpyext/soak.py --seconds 1200)
  set_tests_properties(stress_soak PROPERTIES LABELS stress PROCESSORS 2 TIMEOUT 3600)
  stress_test(random_programs ${CMAKE_CURRENT_SOURCE_DIR}/random_programs.py $<TARGET_FILE:sidewinder> --count 3000 --seed 1000)
endif()
if(TARGET second_language)
  stress_test(second_language_random
    ${CMAKE_CURRENT_SOURCE_DIR}/fuzz_second_language.py $<TARGET_FILE:second_language> --count 3000 --seed 1000)
endif()
# A hundred rehearsals of the walkthroughs, each with a fault.
stress_test(rehearsals ${CMAKE_SOURCE_DIR}/scripts/rehearse --faults --times 100 --steps 3 --speed 1000)
# Ten minutes of hostile clients beside one presenter; the showcase's memory stays flat.
if(TARGET mandelbrot-server)
  stress_test(showcase_soak ${CMAKE_CURRENT_SOURCE_DIR}/soak_showcase.py $<TARGET_FILE:mandelbrot-server> $<TARGET_FILE:sidewinder>)
endif()
