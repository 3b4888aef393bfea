#include <clocale>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "platforms/cli/commands.h"

namespace {

constexpr int kRefused = 1;  ///< the command was understood and could not be carried out
constexpr int kMisused = 2;  ///< the command line itself is wrong

/// One line on stderr, whatever the text holds.
void complain(std::string text) {
  for (char& c : text) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  std::cerr << "thucdia-cli: " << text << '\n';
}

/// What CLI11 calls a missing subcommand may be one that there is not.
std::string noSuchCommand(int argc, char** argv) {
  if (argc < 2) return "say which command";
  std::string words = "no such command:";
  for (int i = 1; i < argc && argv[i][0] != '-'; ++i) words += std::string(" ") + argv[i];
  return words;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace thucdia;
  CLI::App app{"Thực Địa without a screen: the same replica as the app, for automation, import, export and checks.",
               "thucdia-cli"};
  app.require_subcommand(1);
  cli::World world{std::cout, std::cerr};
  cli::Chosen chosen;
  cli::addSyncCommands(app, world, chosen);
  cli::addBundleCommands(app, world, chosen);
  cli::addListCommands(app, world, chosen);
  cli::addVisitCommands(app, world, chosen);
  cli::addReviewCommands(app, world, chosen);
  cli::addConflictCommands(app, world, chosen);
  cli::addExportCommands(app, world, chosen);
  cli::addFormCommands(app, world, chosen);
  try {
    std::vector<std::string> arguments = cli::withLiteralValue({argv + 1, argv + argc});
    std::ranges::reverse(arguments);  // CLI11 takes them from the end
    app.parse(std::move(arguments));
  } catch (const CLI::Success& asked) {
    return app.exit(asked);  // --help
  } catch (const CLI::RequiredError& error) {
    const bool noCommand = std::string_view(error.what()).find("subcommand") != std::string_view::npos;
    complain((noCommand ? noSuchCommand(argc, argv) : std::string(error.what())) + " (see --help)");
    return kMisused;
  } catch (const CLI::ParseError& error) {
    complain(std::string(error.what()) + " (see --help)");
    return kMisused;
  }
  try {
    const core::Result<> outcome = chosen.run();
    std::cout.flush();
    if (!outcome) {
      complain(core::describe(outcome.error()));
      return kRefused;
    }
    if (!std::cout) {
      complain("the output could not be written");
      return kRefused;
    }
  } catch (const std::exception& error) {
    complain(error.what());
    return kRefused;
  }
  return 0;
}
