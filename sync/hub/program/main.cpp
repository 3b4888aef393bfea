// thucdia-hub: the sync server and what its administrator does.

#include <cstdio>

#include "sync/hub/program/commands.h"

int main(int argc, char** argv) {
  using namespace thucdia;
  CLI::App program("Thực Địa hub: where the tablets of field inspectors sync.", "thucdia-hub");
  program.require_subcommand(1);
  program.set_version_flag("--version", THUCDIA_VERSION);
  hub::Chosen chosen;
  hub::addInit(program, chosen);
  hub::addServe(program, chosen);
  hub::addUser(program, chosen);
  hub::addEnrol(program, chosen);
  hub::addDevice(program, chosen);
  hub::addImport(program, chosen);
  hub::addDemo(program, chosen);
  hub::addCheck(program, chosen);
  hub::addBackup(program, chosen);
  hub::addRestore(program, chosen);
  hub::addBundle(program, chosen);
  hub::addQuarantine(program, chosen);
  try {
    program.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    return program.exit(help);
  } catch (const CLI::CallForAllHelp& help) {
    return program.exit(help);
  } catch (const CLI::CallForVersion& version) {
    return program.exit(version);
  } catch (const CLI::ParseError& error) {
    std::fprintf(stderr, "thucdia-hub: %s (see thucdia-hub --help)\n", error.what());
    return 2;
  }
  const auto outcome = chosen.run();
  if (!outcome) {
    std::fprintf(stderr, "thucdia-hub: %s\n", core::describe(outcome.error()).c_str());
    return 1;
  }
  return 0;
}
