// Who may call what: every role, every method, about a unit inside and one outside its scope, over
// a real TLS socket. The table below is the contract of the services; the test calls every cell of
// it. A method that has no row fails the test.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "assessment/ledger/v1/access_service.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "assessment/projections/v1/assessment_service.pb.h"
#include "ledger/permission/role_table.h"
#include "tests/access/generic_call.h"
#include "tests/access/tls_server.h"
#include "tests/support/event_builders.h"
#include "tests/support/small_scheme.h"
#include "tests/support/year_end_builders.h"

namespace assessment::testing {
namespace {

using event::v1::Role;
using ledger::v1::Reason;

constexpr char kAccess[] = "assessment.ledger.v1.AccessService/";
constexpr char kLedgerCalls[] = "assessment.ledger.v1.LedgerService/";
constexpr char kAssessment[] = "assessment.projections.v1.AssessmentService/";
constexpr char kDeadline[] = "assessment.projections.v1.DeadlineService/";
constexpr char kRegistry[] = "assessment.projections.v1.RegistryService/";
constexpr char kOperations[] = "assessment.ledger.v1.OperationsService/";
constexpr char kYearEnd[] = "assessment.projections.v1.YearEndService/";

constexpr Roles kEveryRole = {
    event::v1::ROLE_REPORTER,     event::v1::ROLE_TEAM_MEMBER, event::v1::ROLE_TEAM_LEADER,
    event::v1::ROLE_SCORING_BODY, event::v1::ROLE_CLERK,       event::v1::ROLE_OFFICE,
    event::v1::ROLE_REGISTRAR,    event::v1::ROLE_REVIEWER,    event::v1::ROLE_CHIEF,
    event::v1::ROLE_AUDITOR,      event::v1::ROLE_UNIT,        event::v1::ROLE_PUBLIC};
constexpr Roles kNobody = {};
constexpr Roles kTeams = {event::v1::ROLE_TEAM_MEMBER, event::v1::ROLE_TEAM_LEADER,
                          event::v1::ROLE_SCORING_BODY};
constexpr Roles kUnit = {event::v1::ROLE_UNIT};
constexpr Roles kFactReaders = kReadsAll | kTeams | kUnit;
constexpr Roles kOffice = {event::v1::ROLE_OFFICE};

// The principals that operate the server, beside the roles.
struct ServerRoles {
  bool administrator = false;
  bool operates = false;
};

struct Row {
  std::string method;
  // Text form; $unit, $matter and $accident are those inside or outside the scope, $who and $key
  // name the caller and the cell.
  std::string request;
  // Who is answered about what lies inside and outside the scope of roles that have one.
  Roles inside;
  Roles outside;
  // How the others are refused that have some grant; a unit about itself, if otherwise.
  Reason refusal = ledger::v1::REASON_PERMISSION_DENIED;
  std::optional<Reason> own_refusal = std::nullopt;
  ServerRoles server = {};
  // Answered may mean refused by the rules of the year, not by permission.
  bool by_rules = false;
};

constexpr char kBatch[] =
    R"(events { ledger: "141100" source: "$source" idempotency_key: "$key"
         content { occurred_on { year: 2022 month: 6 day: 1 } late_reason: "years after" $what } })";

std::string Batch(const std::string& what) {
  return absl::StrReplaceAll(kBatch, {{"$what", what}});
}
const char* const kMetric =
    R"(metric_reported { metric: "rate" unit: "$unit" period_from { year: 2022 month: 1 day: 1 }
       period_to { year: 2022 month: 6 day: 1 } value { value_millionths: 5 } publisher: "s" vintage: "f" })";
const char* const kFinding =
    R"(decided_by { person_id: "p-x" name { plain: "王" } }
       finding_recorded { cycle: "2022" unit: "$unit" clause: "1.1" problem { plain: "缺一次" } })";

const char* const kUnitOfCycle = R"(ledger: "141100" cycle: "2022" unit: "$unit")";
const char* const kCycleOnly = R"(ledger: "141100" cycle: "2022")";
const char* const kLedgerOnly = R"(ledger: "141100")";

std::vector<Row> Table() {
  constexpr Roles kFinders = kTeams | Roles{event::v1::ROLE_CLERK};
  constexpr Reason kHidden = ledger::v1::REASON_NOT_DISCLOSED;
  constexpr Reason kDenied = ledger::v1::REASON_PERMISSION_DENIED;
  const auto calls = [](const char* service, const char* method) {
    return absl::StrCat(service, method);
  };
  return {
      {calls(kAccess, "WhoAmI"), "", kEveryRole, kEveryRole, kDenied, {}, {true, true}},
      {calls(kAccess, "CreatePrincipal"),
       R"(principal { principal: "new-$key" person_id: "p-new" })",
       kNobody,
       kNobody,
       kDenied,
       {},
       {true, false}},
      {calls(kAccess, "RevokePrincipal"),
       R"(principal: "leaver")",
       kNobody,
       kNobody,
       kDenied,
       {},
       {true, false}},
      {calls(kAccess, "ListPrincipals"), "", kNobody, kNobody, kDenied, {}, {true, false}},
      {calls(kAccess, "RotateToken"),
       "keep_present_seconds: 600",
       kEveryRole,
       kEveryRole,
       kDenied,
       {},
       {true, true}},
      {calls(kAccess, "SetPermissions"),
       R"(ledger: "141100" permissions { principal: "spare" reason: "r" grants { role: ROLE_AUDITOR } })",
       kNobody,
       kNobody,
       kDenied,
       {},
       {true, false}},
      {calls(kAccess, "ListPermissions"),
       kLedgerOnly,
       Roles{event::v1::ROLE_OFFICE, event::v1::ROLE_AUDITOR},
       Roles{event::v1::ROLE_OFFICE, event::v1::ROLE_AUDITOR},
       kDenied,
       {},
       {true, false}},

      {calls(kLedgerCalls, "ListLedgers"), "", kEveryRole, kEveryRole, kDenied, {}, {true, true}},
      {calls(kLedgerCalls, "OpenLedger"),
       R"(authority: "安委办" authority_code: "141100" domain: "ledger.example")",
       kNobody,
       kNobody,
       kDenied,
       {},
       {true, false}},
      {calls(kLedgerCalls, "Append"), Batch(kMetric),
       Roles{event::v1::ROLE_OFFICE, event::v1::ROLE_CLERK, event::v1::ROLE_REPORTER},
       Roles{event::v1::ROLE_OFFICE, event::v1::ROLE_CLERK, event::v1::ROLE_REPORTER}},
      {calls(kLedgerCalls, "Append"),
       Batch(kFinding),
       kFinders,
       Roles{event::v1::ROLE_CLERK},
       kDenied,
       {},
       {},
       true},
      {calls(kLedgerCalls, "Preview"),
       Batch(kFinding),
       kFinders,
       Roles{event::v1::ROLE_CLERK},
       kDenied,
       {},
       {},
       true},
      {calls(kLedgerCalls, "Read"), R"(ledger: "141100" filter { units: "$unit" })", kEveryRole,
       kEveryRole},
      {calls(kLedgerCalls, "Subscribe"), R"(ledger: "141100" filter { units: "$unit" })",
       kEveryRole, kEveryRole},
      {calls(kLedgerCalls, "GetCheckpoint"), kLedgerOnly, kEveryRole, kEveryRole},
      {calls(kLedgerCalls, "GetInclusionProof"), R"(ledger: "141100" position: 1)", kEveryRole,
       kEveryRole},
      {calls(kLedgerCalls, "GetInclusionProof"), R"(ledger: "141100" position: 1 size: 3)",
       kEveryRole, kEveryRole},
      {calls(kLedgerCalls, "GetConsistencyProof"), R"(ledger: "141100" old_size: 2)", kEveryRole,
       kEveryRole},

      // The server of the matrix keeps no backups: who may ask for one learns that.
      {calls(kOperations, "CreateBackup"), "", kNobody, kNobody, kDenied, {}, {true, true}, true},
      {calls(kOperations, "ListBackups"), "", kNobody, kNobody, kDenied, {}, {true, true}, true},
      {calls(kOperations, "PruneBackups"),
       "keep_last: 1",
       kNobody,
       kNobody,
       kDenied,
       {},
       {true, true},
       true},
      {calls(kOperations, "StartScrub"), "", kNobody, kNobody, kDenied, {}, {true, true}},
      {calls(kOperations, "GetScrubStatus"), "", kNobody, kNobody, kDenied, {}, {true, true}},

      {calls(kAssessment, "GetScoreSheet"), kUnitOfCycle, kReadsAll | kTeams, kReadsAll, kDenied,
       kHidden},
      {calls(kAssessment, "ExplainScore"), kUnitOfCycle, kReadsAll | kTeams, kReadsAll, kDenied,
       kHidden},
      {calls(kAssessment, "GetAuditTrail"), kUnitOfCycle, kReadsAll | kTeams, kReadsAll, kDenied,
       kHidden},
      {calls(kAssessment, "CompareScores"), absl::StrCat(kUnitOfCycle, " before { size: 9 }"),
       kReadsAll | kTeams, kReadsAll, kDenied, kHidden},
      {calls(kAssessment, "CompareScores"), absl::StrCat(kCycleOnly, " before { size: 9 }"),
       kReadsAll, kReadsAll, kHidden},
      {calls(kAssessment, "ListScores"), kCycleOnly, kReadsAll, kReadsAll, kHidden},
      {calls(kAssessment, "GetVetoStatus"), kUnitOfCycle, kFactReaders, kReadsAll},
      {calls(kAssessment, "GetVetoStatus"), kCycleOnly, kReadsAll, kReadsAll, kHidden},
      {calls(kAssessment, "ListOpenQuestions"), kCycleOnly, kEveryRole, kEveryRole},
      {calls(kAssessment, "GetAccident"), R"(ledger: "141100" accident: "$accident")", kFactReaders,
       kReadsAll},

      {calls(kDeadline, "ListMatters"), R"(ledger: "141100" unit: "$unit")", kFactReaders,
       kReadsAll},
      {calls(kDeadline, "GetClerkStatus"), kLedgerOnly, kReadsAll, kReadsAll},
      {calls(kDeadline, "RunClerk"), R"(ledger: "141100" until { year: 2022 month: 1 day: 1 })",
       kOffice, kOffice},

      {calls(kRegistry, "ListUnits"), kLedgerOnly, kEveryRole, kEveryRole},
      {calls(kRegistry, "ListCycles"), kLedgerOnly, kEveryRole, kEveryRole},
      {calls(kRegistry, "ListSchemes"), kLedgerOnly, kEveryRole, kEveryRole},
      {calls(kRegistry, "GetScheme"), R"(ledger: "141100" scheme: "small" version: 1)", kEveryRole,
       kEveryRole},
      {calls(kRegistry, "ListClauses"), kUnitOfCycle, kFactReaders, kReadsAll},

      {calls(kYearEnd, "GetChecklist"), kCycleOnly, kReadsYearEnd, kReadsYearEnd},
      {calls(kYearEnd, "ListLateFacts"), kCycleOnly, kReadsYearEnd, kReadsYearEnd},
      {calls(kYearEnd, "ListIrregularities"), kCycleOnly, kReadsYearEnd, kReadsYearEnd},
      {calls(kYearEnd, "GetCarryOver"), kCycleOnly, kReadsYearEnd, kReadsYearEnd},
      {calls(kYearEnd, "GetResults"), kCycleOnly, kReadsAll, kReadsAll, kHidden},
      {calls(kYearEnd, "Decide"),
       R"(event { ledger: "141100" source: "$source" idempotency_key: "$key"
            content { occurred_on { year: 2022 month: 6 day: 1 } late_reason: "years after"
              decided_by { person_id: "p-$who" name { plain: "王" } } freeze_proposed { cycle: "2022" } } })",
       Roles{event::v1::ROLE_REVIEWER},
       Roles{event::v1::ROLE_REVIEWER},
       kDenied,
       {},
       {},
       true},
  };
}

// One caller of the matrix.
struct Caller {
  std::string name;
  std::optional<Role> role;  // Unset: it operates the server, or has no grant.
  std::string token;
};

// A ledger with two units, "unit-1" inside and "unit-2" outside the scope of roles that have one,
// and of each role one principal. Shared: the matrix changes nothing that another cell rests on.
class RoleMatrixTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new TlsServer();
    channel_ = new std::shared_ptr<grpc::Channel>(server_->Channel());
    callers_ = new std::vector<Caller>();
    callers_->push_back({"administrator", std::nullopt, server_->AdministratorToken()});
    ledger::v1::OpenLedgerRequest open;
    open.set_authority("安委办");
    open.set_authority_code("141100");
    open.set_domain("ledger.example");
    for (int value = event::v1::Role_MIN + 1; value <= event::v1::Role_MAX; ++value) {
      const auto role = static_cast<Role>(value);
      MakeCaller(event::v1::Role_Name(role), role);
      *open.add_permissions() = PermissionsOf(event::v1::Role_Name(role), role);
    }
    MakeCaller("nobody", std::nullopt);
    MakeCaller("operator", std::nullopt);
    MakeCaller("spare", std::nullopt);
    MakeCaller("leaver", std::nullopt);
    callers_->resize(callers_->size() - 2);  // These two call nothing.
    Must(Administrator(), absl::StrCat(kLedgerCalls, "OpenLedger"), open.ShortDebugString());
    Post(event::v1::ROLE_REGISTRAR,
         {UnitRegistered("unit-1"), UnitRegistered("unit-2"), UnitRegistered("unit-3"),
          SchemePublished(SmallScheme()), CycleOpened(kCycle, {"unit-1", "unit-2", "unit-3"}, 1),
          TeamFormed(kCycle, "team", "p-leader", {"p-x"})});
    Post(event::v1::ROLE_OFFICE,
         {AccidentReported("accident-1", "unit-1"), AccidentReported("accident-2", "unit-2"),
          MatterOpened("matter-1", "unit-1"), MatterOpened("matter-2", "unit-2")});
    EventContent secret = FindingRecorded("unit-2", "1.1");
    secret.mutable_finding_recorded()->mutable_problem()->set_plain(kSecret);
    EventContent own_secret = secret;
    own_secret.mutable_finding_recorded()->set_unit("unit-1");
    Post(event::v1::ROLE_CLERK, {secret, own_secret});
  }
  static void TearDownTestSuite() {
    delete callers_;
    delete channel_;
    delete server_;
  }

  static ledger::v1::PrincipalPermissions PermissionsOf(const std::string& name, Role role) {
    ledger::v1::PrincipalPermissions permissions;
    permissions.set_principal(name);
    permissions.set_reason("the matrix");
    event::v1::Grant& grant = *permissions.add_grants();
    grant.set_role(role);
    if (kTeams.Has(role)) grant.add_units("unit-1");
    if (role == event::v1::ROLE_REPORTER) {
      grant.set_source("accident-system");
      grant.add_event_types(event::v1::EVENT_TYPE_METRIC_REPORTED);
    }
    return permissions;
  }

  static void MakeCaller(const std::string& name, std::optional<Role> role) {
    ledger::v1::CreatePrincipalRequest create;
    create.mutable_principal()->set_principal(name);
    create.mutable_principal()->set_person_id("p-" + name);
    create.mutable_principal()->set_operator_(name == "operator");
    if (role == event::v1::ROLE_UNIT) create.mutable_principal()->set_unit("unit-1");
    const Answer answer =
        Must(Administrator(), absl::StrCat(kAccess, "CreatePrincipal"), create.ShortDebugString());
    callers_->push_back(
        {name, role,
         dynamic_cast<ledger::v1::CreatePrincipalResponse&>(*answer.messages.at(0)).token()});
  }

  static Caller& Administrator() { return callers_->front(); }
  static Caller& Of(Role role) {
    for (Caller& caller : *callers_) {
      if (caller.role == role) return caller;
    }
    ADD_FAILURE() << "no caller of " << event::v1::Role_Name(role);
    return callers_->front();
  }

  static Answer Ask(Caller& caller, const std::string& method, const std::string& request) {
    Answer answer = CallMethod(*channel_, caller.token, method, request);
    if (absl::EndsWith(method, "/RotateToken") && answer.status.ok()) {
      caller.token = dynamic_cast<ledger::v1::RotateTokenResponse&>(*answer.messages.at(0)).token();
    }
    return answer;
  }
  static Answer Must(Caller& caller, const std::string& method, const std::string& request) {
    Answer answer = Ask(caller, method, request);
    EXPECT_TRUE(answer.status.ok()) << method << ": " << answer.status.error_message();
    EXPECT_EQ(answer.reason(), ledger::v1::REASON_UNSPECIFIED)
        << method << ": " << answer.messages.at(0)->ShortDebugString();
    return answer;
  }
  static void Post(Role role, const std::vector<EventContent>& contents) {
    ledger::v1::AppendRequest request;
    for (EventContent content : contents) {
      content.set_late_reason("a test of a year long past");
      *request.add_events() =
          MakeEvent(std::move(content), absl::StrCat("set-up-", ++keys_), "field-app");
    }
    Must(Of(role), absl::StrCat(kLedgerCalls, "Append"), request.ShortDebugString());
  }

  static std::string Filled(const Row& row, const Caller& caller, const std::string& number,
                            const std::string& key) {
    return absl::StrReplaceAll(
        row.request,
        {{"$unit", "unit-" + number},
         {"$accident", "accident-" + number},
         {"$matter", "matter-" + number},
         {"$who", caller.name},
         {"$source", caller.role == event::v1::ROLE_REPORTER ? "accident-system" : "field-app"},
         {"$key", key}});
  }

  static constexpr char kSecret[] = "机密的问题描述";
  static TlsServer* server_;
  static std::shared_ptr<grpc::Channel>* channel_;
  static std::vector<Caller>* callers_;
  static int keys_;
};

TlsServer* RoleMatrixTest::server_ = nullptr;
std::shared_ptr<grpc::Channel>* RoleMatrixTest::channel_ = nullptr;
std::vector<Caller>* RoleMatrixTest::callers_ = nullptr;
int RoleMatrixTest::keys_ = 0;

bool IsPermissionReason(Reason reason) {
  return reason == ledger::v1::REASON_PERMISSION_DENIED ||
         reason == ledger::v1::REASON_NOT_DISCLOSED ||
         reason == ledger::v1::REASON_UNKNOWN_LEDGER ||
         reason == ledger::v1::REASON_UNAUTHENTICATED;
}

// What the cell must answer; unspecified: what was asked for.
Reason ExpectedOf(const Row& row, const Caller& caller, bool inside) {
  if (caller.name == "administrator" || caller.name == "operator") {
    const bool answered =
        caller.name == "operator" ? row.server.operates : row.server.administrator;
    return answered ? ledger::v1::REASON_UNSPECIFIED : ledger::v1::REASON_PERMISSION_DENIED;
  }
  const bool of_a_ledger = absl::StrContains(row.request, "\"141100\"") &&
                           !absl::StrContains(row.method, "OpenLedger") &&
                           !absl::StrContains(row.method, "SetPermissions");
  if (!caller.role.has_value()) {
    if (of_a_ledger) return ledger::v1::REASON_UNKNOWN_LEDGER;
    // Without any ledger: what every principal may do for itself.
    return row.inside.Has(event::v1::ROLE_PUBLIC) ? ledger::v1::REASON_UNSPECIFIED
                                                  : ledger::v1::REASON_PERMISSION_DENIED;
  }
  const Roles& answered = inside ? row.inside : row.outside;
  if (answered.Has(*caller.role)) return ledger::v1::REASON_UNSPECIFIED;
  if (inside && *caller.role == event::v1::ROLE_UNIT && row.own_refusal.has_value()) {
    return *row.own_refusal;
  }
  return row.refusal;
}

TEST_F(RoleMatrixTest, EveryMethodHasARow) {
  std::set<std::string> rows;
  for (const Row& row : Table()) rows.insert(row.method);
  for (const std::string& method : AllMethods()) {
    EXPECT_TRUE(rows.contains(method)) << method << " has no row in the matrix";
  }
}

TEST_F(RoleMatrixTest, EveryCellAnswersWhomItShouldAndNobodyElse) {
  int cells = 0;
  int row_number = 0;
  for (const Row& row : Table()) {
    ++row_number;
    for (Caller& caller : *callers_) {
      for (const bool inside : {true, false}) {
        const std::string key = absl::StrCat("cell-", row_number, "-", caller.name, "-", inside);
        const std::string request = Filled(row, caller, inside ? "1" : "2", key);
        SCOPED_TRACE(absl::StrCat(row.method, " by ", caller.name, inside ? " inside" : " outside",
                                  " its scope: ", request));
        const Answer answer = Ask(caller, row.method, request);
        const Reason expected = ExpectedOf(row, caller, inside);
        ++cells;
        if (expected != ledger::v1::REASON_UNSPECIFIED) {
          EXPECT_EQ(Reason_Name(answer.reason()), Reason_Name(expected))
              << answer.status.error_message();
          EXPECT_THAT(answer.Told(), ::testing::Not(::testing::HasSubstr(kSecret)));
          EXPECT_THAT(answer.Told(), ::testing::Not(::testing::HasSubstr("县 unit-2")));
        } else if (row.by_rules) {
          EXPECT_FALSE(IsPermissionReason(answer.reason())) << Reason_Name(answer.reason());
        } else {
          EXPECT_TRUE(answer.status.ok()) << answer.status.error_message();
          EXPECT_EQ(Reason_Name(answer.reason()), "REASON_UNSPECIFIED");
        }
      }
    }
  }
  std::cout << cells << " cells\n";
}

TEST_F(RoleMatrixTest, NobodyIsAnsweredWithoutAToken) {
  Caller stranger{"stranger", std::nullopt, ""};
  for (const Row& row : Table()) {
    const Answer answer = Ask(stranger, row.method, Filled(row, stranger, "1", "no-token"));
    EXPECT_EQ(Reason_Name(answer.reason()), "REASON_UNAUTHENTICATED") << row.method;
    EXPECT_THAT(answer.Told(), ::testing::Not(::testing::HasSubstr("unit-1"))) << row.method;
  }
}

TEST_F(RoleMatrixTest, ARefusalIsTheSameWhetherThereIsSuchAThingOrNot) {
  for (const Row& row : Table()) {
    if (!absl::StrContains(row.request, "$unit") && !absl::StrContains(row.request, "$accident")) {
      continue;
    }
    for (Caller& caller : *callers_) {
      if (ExpectedOf(row, caller, false) == ledger::v1::REASON_UNSPECIFIED) continue;
      SCOPED_TRACE(absl::StrCat(row.method, " by ", caller.name));
      const Answer there = Ask(caller, row.method, Filled(row, caller, "2", "same"));
      const Answer not_there = Ask(caller, row.method, Filled(row, caller, "none", "same"));
      EXPECT_EQ(there.Told(), not_there.Told());
      EXPECT_EQ(there.status.error_code(), not_there.status.error_code());
    }
  }
}

// The events that a role reads, by Read and by Subscribe alike.
std::set<uint64_t> Positions(const Answer& answer) {
  std::set<uint64_t> positions;
  for (const auto& message : answer.messages) {
    if (const auto* page = dynamic_cast<const ledger::v1::ReadResponse*>(message.get())) {
      for (const auto& event : page->events()) positions.insert(event.header().position());
    }
    const auto* news = dynamic_cast<const ledger::v1::SubscribeResponse*>(message.get());
    if (news != nullptr && news->has_event()) positions.insert(news->event().header().position());
  }
  return positions;
}

TEST_F(RoleMatrixTest, ReadingAndSubscribingShowTheSameAndNothingBeyondTheRole) {
  const std::string whole = R"(ledger: "141100")";
  const Answer all = Must(Of(event::v1::ROLE_AUDITOR), absl::StrCat(kLedgerCalls, "Read"),
                          whole + " page_size: 1000");
  std::map<uint64_t, event::v1::RecordHeader> headers;
  const auto& page = dynamic_cast<const ledger::v1::ReadResponse&>(*all.messages.at(0));
  for (const auto& event : page.events()) headers[event.header().position()] = event.header();
  EXPECT_EQ(headers.size(), page.size());
  for (Caller& caller : *callers_) {
    if (!caller.role.has_value()) continue;
    SCOPED_TRACE(caller.name);
    const Answer read =
        Must(caller, absl::StrCat(kLedgerCalls, "Read"), whole + " page_size: 1000");
    const Answer streamed = Ask(caller, absl::StrCat(kLedgerCalls, "Subscribe"), whole);
    EXPECT_EQ(Positions(read), Positions(streamed));
    if (kReadsAll.Has(*caller.role)) {
      EXPECT_EQ(Positions(read).size(), headers.size());
      continue;
    }
    EXPECT_FALSE(absl::StrContains(read.Told(), kSecret) && !kTeams.Has(*caller.role));
    for (const uint64_t position : Positions(read)) {
      const event::v1::RecordHeader& header = headers.at(position);
      const ReadClass read_class = FindType(header.event_type())->read;
      EXPECT_NE(read_class, ReadClass::kInternal);
      if (read_class == ReadClass::kTeams) {
        EXPECT_TRUE(kTeams.Has(*caller.role));
        continue;
      }
      if (read_class == ReadClass::kRegistry) continue;
      if (caller.role == event::v1::ROLE_REPORTER) continue;  // Its own source, whatever unit.
      EXPECT_THAT(header.units(), ::testing::Contains("unit-1")) << header.ShortDebugString();
    }
  }
}

TEST_F(RoleMatrixTest, AUnitReadsItsFindingsOnceItsResultIsNotified) {
  const auto secret_shown = [](const char* method, const std::string& request) {
    return absl::StrContains(Ask(Of(event::v1::ROLE_UNIT), method, request).Told(), kSecret);
  };
  const std::string read = absl::StrCat(kLedgerCalls, "Read");
  const std::string explain = absl::StrCat(kAssessment, "ExplainScore");
  const std::string own = R"(ledger: "141100" cycle: "2022" unit: "unit-1")";
  EXPECT_FALSE(secret_shown(read.c_str(), R"(ledger: "141100" page_size: 1000)"));
  Post(event::v1::ROLE_OFFICE, {ReviewOpened(kCycle)});
  Post(event::v1::ROLE_OFFICE, {ResultNotified("unit-1")});
  EXPECT_TRUE(secret_shown(read.c_str(), R"(ledger: "141100" page_size: 1000)"));
  EXPECT_TRUE(secret_shown(explain.c_str(), own));
  const Answer other =
      Ask(Of(event::v1::ROLE_UNIT), explain, R"(ledger: "141100" cycle: "2022" unit: "unit-2")");
  EXPECT_EQ(other.reason(), ledger::v1::REASON_PERMISSION_DENIED);
}

}  // namespace
}  // namespace assessment::testing
