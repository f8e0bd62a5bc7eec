#include <algorithm>
#include <iostream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/ctl/commands.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/render_events.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

// Columns that a summary may take in a table.
constexpr size_t kSummaryWidth = 60;

// Filter and range of read and watch.
struct EventQuestion {
  std::string cycle;
  std::vector<std::string> units;
  std::vector<std::string> types;
  std::string clause;
  std::string principal;
  std::string source;
  std::string accident;
  std::string occurred_from;
  std::string occurred_to;
  std::string recorded_from;
  std::string recorded_before;
  uint64_t from = 0;
  uint64_t count = 100;
};

std::shared_ptr<EventQuestion> AddFilter(CLI::App& command) {
  auto question = std::make_shared<EventQuestion>();
  command.add_option("--from", question->from, "起始位置 first position");
  command.add_option("--cycle", question->cycle, "考核 cycle");
  command.add_option("--unit", question->units, "单位代码 unit identifiers");
  command.add_option("--type", question->types,
                     "事件类型 event types, for example finding_recorded");
  command.add_option("--clause", question->clause, "条款 clause");
  command.add_option("--principal", question->principal, "录入用户 principal");
  command.add_option("--source", question->source, "来源系统 source");
  command.add_option("--accident", question->accident, "事故 accident");
  command.add_option("--occurred-from", question->occurred_from,
                     "发生不早于 occurred on or after, 2022-01-01");
  command.add_option("--occurred-to", question->occurred_to, "发生不晚于 occurred on or before");
  command.add_option("--recorded-from", question->recorded_from, "入账不早于 recorded at or after");
  command.add_option("--recorded-before", question->recorded_before, "入账早于 recorded before");
  return question;
}

absl::StatusOr<ledger::v1::EventFilter> FilterFor(const EventQuestion& question) {
  ledger::v1::EventFilter filter;
  filter.set_cycle(question.cycle);
  for (const std::string& unit : question.units) filter.add_units(unit);
  for (const std::string& type : question.types) {
    const auto* field = event::v1::EventContent::descriptor()->FindFieldByName(type);
    if (field == nullptr || !event::v1::EventType_IsValid(field->number())) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--type: found \"", type, "\", expected the name of an event such as finding_recorded"));
    }
    filter.add_types(static_cast<event::v1::EventType>(field->number()));
  }
  filter.set_clause(question.clause);
  filter.set_principal(question.principal);
  filter.set_source(question.source);
  filter.set_accident(question.accident);
  if (!question.occurred_from.empty()) {
    ASSIGN_OR_RETURN(*filter.mutable_occurred_from(), ParseDate(question.occurred_from));
  }
  if (!question.occurred_to.empty()) {
    ASSIGN_OR_RETURN(*filter.mutable_occurred_to(), ParseDate(question.occurred_to));
  }
  if (!question.recorded_from.empty()) {
    ASSIGN_OR_RETURN(const UnixMicros from, ParseFirstMomentOf(question.recorded_from));
    filter.set_recorded_from_micros(from);
  }
  if (!question.recorded_before.empty()) {
    ASSIGN_OR_RETURN(const UnixMicros before, ParseFirstMomentOf(question.recorded_before));
    filter.set_recorded_before_micros(before);
  }
  return filter;
}

absl::Status Read(Session& session, const EventQuestion& question) {
  ledger::v1::ReadRequest request;
  ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
  ASSIGN_OR_RETURN(*request.mutable_filter(), FilterFor(question));
  request.set_from_position(question.from);
  std::vector<ledger::v1::RecordedEvent> events;
  uint64_t left = question.count;
  while (left > 0) {
    request.set_page_size(static_cast<uint32_t>(std::min<uint64_t>(left, 1000)));
    ASSIGN_OR_RETURN(const ledger::v1::ReadResponse response, session.client().Read(request));
    for (const ledger::v1::RecordedEvent& event : response.events()) {
      if (session.json()) std::cout << ToJson(event) << "\n";
      if (!session.json()) events.push_back(event);
    }
    left -= static_cast<uint64_t>(response.events_size());
    request.set_from_position(response.next_position());
    if (response.next_position() >= response.size()) break;
  }
  if (!session.json()) std::cout << RenderEvents(events, kSummaryWidth, session.language());
  return absl::OkStatus();
}

absl::Status Watch(Session& session, const EventQuestion& question) {
  ledger::v1::SubscribeRequest request;
  ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
  ASSIGN_OR_RETURN(*request.mutable_filter(), FilterFor(question));
  request.set_from_position(question.from);
  return session.client().Subscribe(request, [&](const ledger::v1::SubscribeResponse& message) {
    if (!message.has_event()) return true;
    if (session.json()) {
      std::cout << ToJson(message.event()) << std::endl;
      return true;
    }
    std::cout << EventLine(message.event(), session.language()) << std::endl;
    return true;
  });
}

struct TrailQuestion {
  std::string unit;
  std::string cycle;
  AsOfOptions as_of;
  uint64_t from = 0;
  uint32_t count = 100;
};

}  // namespace

void AddReadCommands(CLI::App& app, Session& session) {
  CLI::App* read = app.add_subcommand("read", "读取事件 read events");
  read->footer("例 example: ledgerctl --ledger 141100 read --unit 141122 --type finding_recorded");
  auto read_question = AddFilter(*read);
  read->add_option("--count", read_question->count, "最多条数 most events to print");
  read->callback(
      [&session, read_question] { session.Run([&] { return Read(session, *read_question); }); });

  CLI::App* watch =
      app.add_subcommand("watch", "跟随事件 follow events: those there are, then each as it comes");
  watch->footer("例 example: ledgerctl --ledger 141100 watch --from 500 --unit 141122");
  watch->callback([&session, question = AddFilter(*watch)] {
    session.Run([&] { return Watch(session, *question); });
  });

  CLI::App* audit =
      app.add_subcommand("audit", "审计轨迹 every event that a unit's score can rest on");
  audit->footer("例 example: ledgerctl --ledger 141100 audit --unit 交城县");
  auto trail = std::make_shared<TrailQuestion>();
  audit->add_option("--unit", trail->unit, "单位 unit: identifier, name or alias")->required();
  audit->add_option("--cycle", trail->cycle, "考核 only events of this cycle");
  audit->add_option("--from", trail->from, "起始位置 first position");
  audit->add_option("--count", trail->count, "最多条数 most entries, up to 1000");
  trail->as_of.AddOptions(*audit);
  audit->callback([&session, trail] {
    session.Run([&]() -> absl::Status {
      projections::v1::GetAuditTrailRequest request;
      ASSIGN_OR_RETURN(*request.mutable_ledger(), session.ledger());
      ASSIGN_OR_RETURN(*request.mutable_as_of(), trail->as_of.Get());
      request.set_unit(trail->unit);
      request.set_cycle(trail->cycle);
      request.set_from_position(trail->from);
      request.set_page_size(trail->count);
      ASSIGN_OR_RETURN(const projections::v1::GetAuditTrailResponse response,
                       session.client().GetAuditTrail(request));
      session.Print(response,
                    [&] { return RenderTrail(response, kSummaryWidth, session.language()); });
      return absl::OkStatus();
    });
  });
}

}  // namespace assessment::ctl
