#include "platforms/cli/command_line.h"

#include <algorithm>
#include <cstddef>

namespace thucdia::cli {

CLI::App* addReplicaCommand(CLI::App& parent, const std::string& name, const std::string& description,
                            std::string& replica) {
  CLI::App* command = parent.add_subcommand(name, description);
  command->add_option("--replica", replica, "The replica's folder")->required()->type_name("DIR");
  return command;
}

std::vector<std::string> withLiteralValue(std::vector<std::string> arguments) {
  const bool isAnswer = arguments.size() > 2 && arguments[0] == "visit" && arguments[1] == "answer";
  if (!isAnswer) return arguments;
  std::vector<std::size_t> positionals;
  for (std::size_t i = 2; i < arguments.size() && positionals.size() < 3; ++i) {
    const std::string& argument = arguments[i];
    if (argument == "--" && positionals.size() < 2) return arguments;  // whoever typed it knows what follows
    if (argument == "--replica") {
      ++i;
    } else if (!argument.starts_with("--replica=") && argument != "--help" && argument != "-h") {
      positionals.push_back(i);
    }
  }
  if (positionals.size() < 3 || !arguments[positionals[2]].starts_with('-')) return arguments;
  std::vector<std::string> moved;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (std::ranges::find(positionals, i) == positionals.end()) moved.push_back(arguments[i]);
  }
  moved.push_back("--");
  for (const std::size_t i : positionals) moved.push_back(arguments[i]);
  return moved;
}

}  // namespace thucdia::cli
