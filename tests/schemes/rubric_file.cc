#include "tests/schemes/rubric_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"

namespace assessment {
namespace {

using Json = nlohmann::json;

std::string Text(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? "" : found->get<std::string>();
}

std::optional<MilliPoints> MaybePoints(const Json& object, const char* key) {
  const std::string text = Text(object, key);
  if (text.empty()) return std::nullopt;
  const auto points = ParsePoints(text);
  if (!points.ok()) {
    ADD_FAILURE() << points.status();
    return std::nullopt;
  }
  return *points;
}

MilliPoints Points(const Json& object, const char* key) {
  const auto points = MaybePoints(object, key);
  EXPECT_TRUE(points.has_value()) << key << " is missing in " << object.value("id", "?");
  return points.value_or(0);
}

// The members of an array, none when it is missing or null.
Json List(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? Json::array() : *found;
}

RubricScope ReadScope(const Json& holder) {
  RubricScope scope;
  const auto found = holder.find("applies_to");
  if (found == holder.end()) return scope;
  for (const Json& unit : List(*found, "units")) scope.named.push_back(unit);
  for (const Json& unit : List(*found, "except")) scope.except.push_back(unit);
  scope.described = Text(*found, "described");
  return scope;
}

RubricClause ReadClause(const Json& json) {
  RubricClause clause{.id = Text(json, "id"),
                      .kind = Text(json, "kind"),
                      .trigger = Text(json, "trigger"),
                      .counted = Text(json, "per"),
                      .printed_number = Text(json, "printed_no"),
                      .component = Text(json, "component"),
                      .part = Text(json, "part"),
                      .amount = MaybePoints(json, "amount"),
                      .cap = MaybePoints(json, "cap"),
                      .minimum = MaybePoints(json, "min"),
                      .maximum = MaybePoints(json, "max"),
                      .ceiling = MaybePoints(json, "ceiling"),
                      .max_occurrences = std::nullopt,
                      .exempts = List(json, "exempts"),
                      .may_exempt = List(json, "exempts_maybe"),
                      .excludes = List(json, "exclusive_with"),
                      .bands = {},
                      .scope = ReadScope(json)};
  if (json.contains("max_occurrences")) clause.max_occurrences = json["max_occurrences"];
  for (const Json& band : List(json, "bands")) {
    clause.bands.push_back(
        {.deduct = MaybePoints(band, "deduct"), .zero = band.value("zero", false)});
  }
  return clause;
}

RubricItem ReadItem(const Json& json) {
  RubricItem item{.id = Text(json, "id"),
                  .group = Text(json, "group"),
                  .scored_by = Text(json, "scored_by"),
                  .maximum = Points(json, "max"),
                  .scope = ReadScope(json),
                  .components = {},
                  .clauses = {}};
  for (const Json& entry : List(json, "components")) {
    RubricComponent component{.id = Text(entry, "id"),
                              .maximum = Points(entry, "max"),
                              .scope = ReadScope(entry),
                              .parts = {}};
    for (const Json& part : List(entry, "parts")) {
      component.parts.push_back({.id = Text(part, "id"),
                                 .maximum = Points(part, "max_derived"),
                                 .scope = ReadScope(part)});
    }
    item.components.push_back(std::move(component));
  }
  for (const Json& clause : List(json, "clauses")) item.clauses.push_back(ReadClause(clause));
  return item;
}

std::vector<RubricBlock> ReadBlocks(const Json& list) {
  std::vector<RubricBlock> blocks;
  for (const Json& json : list) {
    RubricBlock block{.id = Text(json, "id"), .cap = MaybePoints(json, "cap"), .clauses = {}};
    for (const Json& clause : List(json, "clauses")) block.clauses.push_back(ReadClause(clause));
    blocks.push_back(std::move(block));
  }
  return blocks;
}

Rubric FromJson(const Json& json) {
  Rubric rubric{.scheme = Text(json, "scheme"),
                .total = Points(json, "total"),
                .units = {},
                .aliases = {},
                .categories = {},
                .bonus = ReadBlocks(List(json, "bonus")),
                .penalties = ReadBlocks(List(json, "penalties")),
                .direct = {},
                .vetoes = {}};
  for (const Json& unit : List(json, "units")) {
    rubric.units.push_back(Text(unit, "name"));
    for (const Json& alias : List(unit, "aliases")) rubric.aliases[alias] = Text(unit, "name");
  }
  for (const Json& entry : List(json, "categories")) {
    RubricCategory category{
        .id = Text(entry, "id"), .points = Points(entry, "points"), .groups = {}, .items = {}};
    for (const Json& group : List(entry, "groups")) category.groups.push_back(Text(group, "id"));
    for (const Json& item : List(entry, "items")) category.items.push_back(ReadItem(item));
    rubric.categories.push_back(std::move(category));
  }
  for (const Json& clause : List(json, "direct")) rubric.direct.push_back(ReadClause(clause));
  for (const Json& veto : List(json, "vetoes")) {
    rubric.vetoes.push_back({.id = Text(veto, "id"), .effect = Text(veto, "effect")});
  }
  return rubric;
}

}  // namespace

std::optional<Rubric> ReadRubric(const std::string& name, const std::string& category) {
  std::ifstream file(absl::StrCat(ASSESSMENT_RUBRICS_DIR, "/", name, ".json"));
  if (!file) return std::nullopt;
  const Json json = Json::parse(file, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) {
    ADD_FAILURE() << name << ".json is no JSON";
    return std::nullopt;
  }
  Rubric rubric = FromJson(json);
  if (!category.empty()) {
    std::erase_if(rubric.categories,
                  [&](const RubricCategory& other) { return other.id != category; });
    if (rubric.categories.size() != 1) {
      ADD_FAILURE() << name << ".json has no category " << category;
      return std::nullopt;
    }
    rubric.total = rubric.categories[0].points;
  }
  return rubric;
}

}  // namespace assessment
