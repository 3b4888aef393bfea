#include "platforms/cli/command_line.h"

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

using Words = std::vector<std::string>;
using thucdia::cli::withLiteralValue;

namespace {

/// What a command with three positionals and an option reads from the line.
struct Parsed {
  std::string visit, path, value, replica;
};

Parsed parse(const Words& line) {
  CLI::App app;
  Parsed parsed;
  CLI::App* answer = app.add_subcommand("visit")->add_subcommand("answer");
  answer->add_option("--replica", parsed.replica)->required();
  answer->add_option("VISIT", parsed.visit)->required();
  answer->add_option("PATH", parsed.path)->required();
  answer->add_option("VALUE", parsed.value)->required();
  Words arguments = withLiteralValue(line);
  std::ranges::reverse(arguments);
  app.parse(std::move(arguments));
  return parsed;
}

}  // namespace

TEST_CASE("an answer may begin with a dash") {
  for (const std::string value : {"-12.5", "-", "--", "- không có", "-abc", "--x=1"}) {
    INFO(value);
    const Parsed parsed = parse({"visit", "answer", "V", "equip[1]/x", value, "--replica", "folder"});
    CHECK(parsed.value == value);
    CHECK(parsed.visit == "V");
    CHECK(parsed.path == "equip[1]/x");
    CHECK(parsed.replica == "folder");
  }
}

TEST_CASE("an empty answer is an answer") {
  CHECK(parse({"visit", "answer", "--replica", "folder", "V", "p", ""}).value.empty());
  CHECK(parse({"visit", "answer", "V", "p", "", "--replica", "folder"}).replica == "folder");
}

TEST_CASE("brackets and blanks in an answer are kept as they are") {
  CHECK(parse({"visit", "answer", "V", "p", "[1, 2]", "--replica", "folder"}).value == "[1, 2]");
  CHECK(parse({"visit", "answer", "V", "p", "10.5 106.7 3 5", "--replica=folder"}).value == "10.5 106.7 3 5");
}

TEST_CASE("a line that marks its values itself is left as it is") {
  CHECK(parse({"visit", "answer", "--replica", "folder", "--", "V", "p", "-5"}).value == "-5");
}

TEST_CASE("other command lines are left as they are") {
  const Words line = {"list", "facilities", "--search", "-x", "--replica", "folder"};
  CHECK(withLiteralValue(line) == line);
}
