#include "experiment/reference.hpp"

#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "experiment/schema.hpp"

namespace kaitei::experiment {
namespace {

std::string checked_in(const std::string& name) {
  std::ifstream stream(std::string(KAITEI_SOURCE_DIR) + "/docs/" + name);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("The checked-in reference page is the generated one", "[reference]") {
  INFO("run: kaitei validate --reference > docs/experiment-reference.md");
  CHECK(checked_in("experiment-reference.md") == reference_page());
}

TEST_CASE("The checked-in JSON Schema is the generated one", "[reference]") {
  INFO("run: kaitei validate --json-schema > docs/experiment.schema.json");
  CHECK(checked_in("experiment.schema.json") == json_schema());
}

TEST_CASE("The JSON Schema covers every key", "[reference]") {
  const auto root = nlohmann::json::parse(json_schema());
  CHECK(root.at("required") == nlohmann::json{"schema", "name"});
  CHECK(root.at("oneOf").size() == 2);  // a network, or percolation of large graphs
  for (const auto& key : keys()) {
    INFO(key.full_name());
    auto table = root;
    if (!key.section.empty()) table = root.at("properties").at(std::string(key.section));
    if (table.contains("items")) table = table.at("items");
    if (!key.name.empty()) table = table.at("properties").at(std::string(key.name));
    CHECK(table.contains("description"));
    CHECK(table.contains("default") == (key.standard.has_value() && key.type != Type::date));
  }
}

}  // namespace kaitei::experiment
