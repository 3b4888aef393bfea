# Every text of a module is translated, and the files hold no others:
#   cmake -DLUPDATE=… -DROOT=. -DMODULE=qml/controls -DWORK=DIR -P translations.cmake
get_filename_component(name "${MODULE}" NAME)
file(MAKE_DIRECTORY "${WORK}")
foreach(language vi en)
  set(kept "${MODULE}/i18n/${language}.ts")
  set(made "${WORK}/${name}_${language}.ts")
  if(NOT EXISTS "${kept}")
    message(FATAL_ERROR "${kept} is missing")
  endif()
  configure_file("${kept}" "${made}" COPYONLY)
  set(plural)
  if(language STREQUAL en)
    set(plural -pluralonly)
  endif()
  execute_process(
    COMMAND "${LUPDATE}" -silent -I "${ROOT}" -locations none -no-obsolete ${plural} "${MODULE}" -ts "${made}"
    RESULT_VARIABLE failed ERROR_VARIABLE problem)
  if(failed)
    message(FATAL_ERROR "lupdate: ${problem}")
  endif()
  file(READ "${made}" now)
  file(READ "${kept}" before)
  if(NOT now STREQUAL before)
    message(FATAL_ERROR
      "${kept} does not hold exactly the module's texts. Bring it up to date and translate what is new:\n"
      "  lupdate -I . -locations none -no-obsolete ${plural} ${MODULE} -ts ${kept}")
  endif()
  string(REGEX MATCH "<source>[^<]*</source>[^<]*(<extracomment>[^<]*</extracomment>[^<]*)?<translation type=\"unfinished\"" unfinished "${now}")
  if(unfinished)
    message(FATAL_ERROR "${kept}: not translated yet: ${unfinished}")
  endif()
endforeach()
