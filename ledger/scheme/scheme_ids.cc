#include "ledger/scheme/scheme_ids.h"

#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace assessment {
namespace {

using scheme::v1::Block;
using scheme::v1::Clause;
using scheme::v1::Component;
using scheme::v1::Item;
using scheme::v1::Scheme;

// Walks a scheme once in reading order. References to what comes later are checked after the walk.
class IdChecker {
 public:
  explicit IdChecker(const Scheme& scheme) : scheme_(scheme) {}

  std::vector<IdProblem> Check() {
    Declarations();
    Rubric();
    VetoesAndGroups();
    Policies();
    return std::move(problems_);
  }

 private:
  using Ids = absl::flat_hash_set<std::string>;

  void Problem(absl::string_view rule, absl::string_view about, std::string message) {
    problems_.push_back({std::string(rule), std::string(about), std::move(message)});
  }

  // Notes `id` as one of `ids`; `holder` is what an id-less thing is found in.
  void Declare(absl::string_view noun, const std::string& id, absl::string_view holder, Ids& ids) {
    if (id.empty()) {
      Problem("id-missing", holder, absl::StrCat("a ", noun, " has no id"));
    } else if (!ids.insert(id).second) {
      Problem("id-duplicate", id, absl::StrCat("the ", noun, " id \"", id, "\" is there twice"));
    }
  }

  void Refer(absl::string_view noun, const std::string& id, absl::string_view holder,
             const Ids& ids) {
    if (!ids.contains(id)) {
      Problem("reference-unknown", holder,
              absl::StrCat("names the ", noun, " \"", id, "\", which does not exist there"));
    }
  }

  void Declarations() {
    Ids units, tags, metrics;
    for (const auto& unit : scheme_.units()) Declare("unit", unit.unit(), "", units);
    for (const auto& tag : scheme_.tags()) Declare("tag", tag.tag(), "", tags);
    for (const auto& metric : scheme_.metrics()) Declare("metric", metric.metric(), "", metrics);
    for (const auto& body : scheme_.scoring_bodies()) {
      Declare("scoring body", body.body(), "", bodies_);
    }
  }

  void Rubric() {
    Ids categories, blocks;
    // An exemption may name a clause further down, so all clause ids are known before they are
    // used.
    CollectClauses();
    for (const auto& category : scheme_.categories()) {
      Declare("category", category.category(), "", categories);
      Ids groups_here;
      for (const auto& group : category.groups()) {
        Declare("group", group.group(), category.category(), groups_);
        groups_here.insert(group.group());
      }
      for (const Item& item : category.items()) RubricItem(item, category.category(), groups_here);
    }
    for (const Block& block : scheme_.bonus_blocks()) RubricBlock(block, blocks);
    for (const Block& block : scheme_.penalty_blocks()) RubricBlock(block, blocks);
    for (const Clause& clause : scheme_.direct_lines()) RubricClause(clause, "", nullptr);
  }

  void CollectClauses() {
    for (const auto& category : scheme_.categories()) {
      for (const Item& item : category.items()) {
        for (const Clause& clause : item.clauses()) all_clauses_.insert(clause.clause());
      }
    }
    for (const auto* blocks : {&scheme_.bonus_blocks(), &scheme_.penalty_blocks()}) {
      for (const Block& block : *blocks) {
        for (const Clause& clause : block.clauses()) all_clauses_.insert(clause.clause());
      }
    }
    for (const Clause& clause : scheme_.direct_lines()) all_clauses_.insert(clause.clause());
    all_clauses_.erase("");
  }

  void RubricItem(const Item& item, const std::string& category, const Ids& groups_here) {
    Declare("item", item.item(), category, items_and_components_);
    if (!item.group().empty()) Refer("group", item.group(), item.item(), groups_here);
    if (!item.scoring_body().empty()) {
      Refer("scoring body", item.scoring_body(), item.item(), bodies_);
    }
    for (const Component& component : item.components()) {
      Declare("component", component.component(), item.item(), items_and_components_);
      Ids parts;
      for (const auto& part : component.parts()) {
        Declare("part", part.part(), component.component(), parts);
      }
    }
    for (const Clause& clause : item.clauses()) RubricClause(clause, item.item(), &item);
  }

  void RubricBlock(const Block& block, Ids& blocks) {
    Declare("block", block.block(), "", blocks);
    for (const Clause& clause : block.clauses()) RubricClause(clause, block.block(), nullptr);
  }

  // `item` is null for a clause outside the items, which can name no component.
  void RubricClause(const Clause& clause, const std::string& holder, const Item* item) {
    Declare("clause", clause.clause(), holder, clauses_);
    const Component* component = nullptr;
    if (!clause.component().empty()) {
      if (item != nullptr) {
        for (const Component& candidate : item->components()) {
          if (candidate.component() == clause.component()) component = &candidate;
        }
      }
      if (component == nullptr) Refer("component", clause.component(), clause.clause(), {});
    }
    if (!clause.part().empty()) {
      Ids parts;
      if (component != nullptr) {
        for (const auto& part : component->parts()) parts.insert(part.part());
      }
      Refer("part", clause.part(), clause.clause(), parts);
    }
    for (const std::string& exempted : clause.exempt().clauses()) {
      Refer("clause", exempted, clause.clause(), all_clauses_);
    }
  }

  void VetoesAndGroups() {
    Ids vetoes, exclusive_groups, grades;
    for (const auto& grade : scheme_.grade_bands()) grades.insert(grade.name().zh());
    for (const auto& veto : scheme_.vetoes()) {
      Declare("veto", veto.veto(), "", vetoes);
      if (veto.effect_case() == scheme::v1::VetoRule::kGradeAtMost &&
          !grades.contains(veto.grade_at_most())) {
        Problem("veto-grade-unknown", veto.veto(),
                absl::StrCat("lowers the grade to \"", veto.grade_at_most(),
                             "\", which is no grade of the scheme"));
      }
    }
    for (const auto& group : scheme_.exclusive_groups()) {
      Declare("exclusive group", group.group(), "", exclusive_groups);
      for (const std::string& clause : group.clauses()) {
        Refer("clause", clause, group.group(), all_clauses_);
      }
    }
  }

  void Policies() {
    Ids grades, pools, interpretations;
    for (const auto& grade : scheme_.grade_bands()) Declare("grade", grade.name().zh(), "", grades);
    for (const auto& pool : scheme_.pools()) Declare("pool", pool.pool(), "", pools);
    for (const auto& interpretation : scheme_.interpretations()) {
      Declare("interpretation", interpretation.interpretation(), "", interpretations);
    }
  }

  const Scheme& scheme_;
  std::vector<IdProblem> problems_;
  Ids bodies_;
  Ids groups_;
  Ids items_and_components_;
  Ids clauses_;
  Ids all_clauses_;
};

}  // namespace

std::vector<IdProblem> CheckIds(const Scheme& scheme) { return IdChecker(scheme).Check(); }

}  // namespace assessment
