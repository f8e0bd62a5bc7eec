#ifndef TESTS_MODEL_RANDOM_FACTS_H_
#define TESTS_MODEL_RANDOM_FACTS_H_

// Facts of a random year beyond reports and attributions: matters and letters, the course of
// accidents, honours and blame, rulings, what units hand in.

#include <string>
#include <vector>

#include "assessment/event/v1/event.pb.h"
#include "assessment/scheme/v1/scheme.pb.h"
#include "tests/model/dice.h"
#include "tests/model/history.h"
#include "tests/model/live_events.h"

namespace assessment::model {

class RandomFacts {
 public:
  // All outlive this.
  RandomFacts(Dice& dice, const scheme::v1::Scheme& scheme,
              const std::vector<event::v1::UnitRegistered>& units);

  // A fact that fits what `records` hold; its own day is set. Nothing when it lacks what it would
  // be about: accidents are reported and attributed elsewhere.
  event::v1::EventContent Next(const Records& records);
  // Content of the same type about the same thing that may take the place of `content`.
  event::v1::EventContent Instead(const event::v1::EventContent& content, const Records& records);

 private:
  event::v1::EventContent AboutMatter(const LogState& log);
  event::v1::EventContent AboutAccident(const LogState& log);
  event::v1::EventContent ByDocument(const LogState& log);
  event::v1::EventContent Ruling(const LogState& log);
  event::v1::EventContent HandedIn(const LogState& log);

  event::v1::EventContent Open(const std::string& matter);
  event::v1::EventContent ChangeMatter(const std::string& matter, int kind, const LogState& log);
  event::v1::EventContent MatterStep(const std::string& matter, const LogState& log);
  event::v1::EventContent Letter(const std::vector<std::string>& matters);
  event::v1::EventContent ChangeAccident(const std::string& accident, int kind,
                                         const LogState& log);
  event::v1::EventContent AccidentStep(const std::string& accident, const LogState& log);
  event::v1::EventContent Merge(const LogState& log);
  event::v1::EventContent Honoured(const LogState& log);
  event::v1::EventContent Blamed();
  event::v1::EventContent Answer(const LogState& log);

  std::string AnyUnit();
  event::v1::CivilDate AnyDay();
  void FillPaper(event::v1::EventContent& content);
  template <typename Given, typename Trigger>
  void FillGiven(const std::vector<Trigger>& triggers, Given& given);
  template <typename Totals>
  void FillTotals(Totals& totals);

  Dice& dice_;
  const scheme::v1::Scheme& scheme_;
  const std::vector<event::v1::UnitRegistered>& units_;
  std::vector<std::string> rectified_;            // Clauses that late rectifications charge.
  std::vector<event::v1::MatterKind> kinds_;      // Of matters whose lateness charges.
  std::vector<event::v1::Clock> clocks_;          // Of accidents that charge.
  std::vector<scheme::v1::HonourTrigger> given_;  // That honours give under.
  std::vector<scheme::v1::BlameTrigger> blames_;  // That blame charges under.
  std::vector<int> families_;  // Of facts, weighed by what the scheme prices: see Next.
};

}  // namespace assessment::model

#endif  // TESTS_MODEL_RANDOM_FACTS_H_
