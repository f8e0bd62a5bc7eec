#include "clients/certificate/verify_certificate.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/certificate/certificate_view.h"
#include "clients/certificate/needed_bodies.h"
#include "clients/certificate/parsed_headers.h"
#include "clients/certificate/publication_page.h"
#include "clients/certificate/scope_of_cycle.h"
#include "clients/certificate/score_sheet.h"
#include "ledger/admission/header_facts.h"
#include "ledger/base/parallel.h"
#include "ledger/base/points.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/record.h"
#include "ledger/proof/cosignature.h"
#include "ledger/proof/encoding.h"
#include "ledger/proof/merkle_proof.h"
#include "ledger/proof/tree_roots.h"
#include "ledger/registry/results_digest.h"
#include "projections/views/results.h"
#include "projections/views/scheme_digest.h"
#include "projections/views/touched.h"

namespace assessment::certificate {
namespace {

using event::v1::CycleResults;
using event::v1::EventContent;
using event::v1::RecordHeader;

absl::Status Wrong(absl::string_view file, absl::string_view what) {
  return absl::FailedPreconditionError(absl::StrCat(file, ": ", what));
}

// The same status, named by the file it is about.
absl::Status In(absl::string_view file, const absl::Status& status) {
  return Wrong(file, status.message());
}

// A certificate on its way through the checks.
class Verification {
 public:
  Verification(const Certificate& certificate, const VerifyOptions& options)
      : certificate_(certificate), options_(options) {}

  absl::StatusOr<Verified> Run() {
    RETURN_IF_ERROR(CheckAbout());
    RETURN_IF_ERROR(ParseHeaders());
    RETURN_IF_ERROR(OpenBodies());
    RETURN_IF_ERROR(CheckNames());
    RETURN_IF_ERROR(CheckTree());
    RETURN_IF_ERROR(FoldRegistry());
    RETURN_IF_ERROR(CheckComplete());
    RETURN_IF_ERROR(CheckPublication());
    RETURN_IF_ERROR(CheckStated());
    RETURN_IF_ERROR(CheckPage());
    RETURN_IF_ERROR(CheckEvidence());
    RETURN_IF_ERROR(Recompute());
    verified_.unit = certificate_.unit;
    verified_.events = headers_.size();
    verified_.bodies = records_.size();
    return std::move(verified_);
  }

 private:
  absl::Status CheckAbout() const {
    if (certificate_.origin != options_.key.name) {
      return Wrong("certificate", absl::StrCat("is of log ", Quoted(certificate_.origin),
                                               ", the key of ", Quoted(options_.key.name)));
    }
    if (certificate_.headers.size() != certificate_.position + 1) {
      return Wrong("headers",
                   absl::StrCat("found ", certificate_.headers.size(),
                                " headers, expected those up to position ", certificate_.position));
    }
    return absl::OkStatus();
  }

  absl::Status ParseHeaders() {
    absl::StatusOr<ParsedHeaders> parsed =
        ParsedHeaders::Parse(certificate_.headers, ThreadsOfMachine());
    if (!parsed.ok()) return In("headers", parsed.status());
    headers_ = *std::move(parsed);
    for (uint64_t position = 0; position < headers_.size(); ++position) {
      const RecordHeader& header = headers_[position];
      if (header.position() != position || header.origin() != certificate_.origin) {
        return Wrong("headers",
                     absl::StrCat("position ", position, " holds the header of position ",
                                  header.position(), " of log ", Quoted(header.origin())));
      }
    }
    return absl::OkStatus();
  }

  absl::Status OpenBodies() {
    for (const auto& [position, body] : certificate_.bodies) {
      if (position >= headers_.size()) {
        return Wrong("bodies", absl::StrCat("position ", position, " lies behind the headers"));
      }
      Record record{certificate_.headers[position], body.salt, body.bytes};
      absl::StatusOr<ParsedRecord> parsed = ParseRecord(record);
      if (!parsed.ok()) {
        return Wrong("bodies",
                     absl::StrCat("position ", position, ": ", parsed.status().message()));
      }
      records_.emplace(position, std::make_shared<const ParsedRecord>(*std::move(parsed)));
    }
    return absl::OkStatus();
  }

  // What a header names decides whom an event counts for and whether its body is needed: it names
  // what its body is about, and no event that can count names nothing.
  absl::Status CheckNames() const {
    for (uint64_t position = 0; position < headers_.size(); ++position) {
      const RecordHeader& header = headers_[position];
      const int type = header.event_type();
      const bool posting = type >= 200 && type < 300;
      if (posting && (header.cycle().empty() || header.units().empty())) {
        return Wrong("headers", absl::StrCat("position ", position,
                                             " is a posting and names no cycle or no unit"));
      }
      if (type >= 200 && header.units().empty() && header.accidents().empty() &&
          header.matters().empty()) {
        return Wrong("headers", absl::StrCat("position ", position, " names nobody"));
      }
    }
    for (const auto& [position, record] : records_) {
      const absl::StatusOr<admission::HeaderFacts> stated = StatedFacts(*record);
      if (!stated.ok()) return stated.status();
      if (admission::FactsOf(record->header) == *stated) continue;
      return Wrong("headers",
                   absl::StrCat("position ", position, " names others than its body is about"));
    }
    return absl::OkStatus();
  }

  // What the header of an event names: what it is about; of corrections what they correct as well.
  absl::StatusOr<admission::HeaderFacts> StatedFacts(const ParsedRecord& record) const {
    const EventContent& content = record.body.event().content();
    const uint64_t position = record.header.position();
    uint64_t named = 0;
    if (content.has_correction_confirmed()) {
      named = content.correction_confirmed().proposal_position();
    } else if (content.has_correction_proposed()) {
      named = content.correction_proposed().position();
    } else {
      return admission::FactsOf(content);
    }
    if (named >= position) {
      return Wrong("bodies", absl::StrCat("position ", position, " corrects position ", named));
    }
    admission::HeaderFacts facts = admission::FactsOf(headers_[named]);
    facts.Add(admission::FactsOf(content));
    return facts;
  }

  // The changes of keys that the certificate holds, by position.
  std::map<uint64_t, const event::v1::SigningKeyChanged*> KeyChanges() const {
    std::map<uint64_t, const event::v1::SigningKeyChanged*> changes;
    for (const auto& [position, record] : records_) {
      const EventContent& content = record->body.event().content();
      if (content.has_signing_key_changed()) changes[position] = &content.signing_key_changed();
    }
    return changes;
  }

  // The key given, and those that events name as the log's.
  std::vector<VerifierKey> KeysOfLog() const {
    std::vector<VerifierKey> keys = {options_.key};
    for (const auto& [position, change] : KeyChanges()) {
      for (const auto* list : {&change->verifier_keys(), &change->retired_verifier_keys()}) {
        for (const std::string& text : *list) {
          const absl::StatusOr<VerifierKey> key = ParseVerifierKey(text);
          if (!key.ok() || key->name != options_.key.name || key->type != NoteKeyType::kLog)
            continue;
          const bool known = std::any_of(
              keys.begin(), keys.end(),
              [&key](const VerifierKey& other) { return other.public_key == key->public_key; });
          if (!known) keys.push_back(*key);
        }
      }
    }
    return keys;
  }

  // Why the checkpoint is not one of the key given.
  absl::Status NotSigned(const absl::Status& cause) const {
    const std::string given = EncodeVerifierKey(options_.key);
    for (const auto& [position, change] : KeyChanges()) {
      const auto& retired = change->retired_verifier_keys();
      if (std::find(retired.begin(), retired.end(), given) == retired.end()) continue;
      return Wrong(
          "checkpoint",
          absl::StrCat("is not signed by the key given, ", given, ": the event at position ",
                       position, " retired it (", change->reason(),
                       "); obtain the key that followed it from the operator by another "
                       "way (the event names ",
                       change->verifier_keys(change->verifier_keys_size() - 1),
                       "), or verify a certificate whose checkpoint the key signed"));
    }
    const absl::StatusOr<Note> note = ParseNote(certificate_.checkpoint);
    if (note.ok()) {
      for (const NoteSignature& signature : note->signatures) {
        if (signature.name != options_.key.name || signature.key_id == options_.key.id) continue;
        return Wrong("checkpoint",
                     absl::StrCat("is not signed by the key given, ", given,
                                  ", and carries the signature of another key of that name: the "
                                  "log's key may have changed; ask the operator by another way"));
      }
    }
    return In("checkpoint", cause);
  }

  absl::Status CheckTree() {
    const std::vector<VerifierKey> log_keys = KeysOfLog();
    std::vector<std::pair<Checkpoint, size_t>> older;
    for (size_t i = 0; i < options_.older_checkpoints.size(); ++i) {
      absl::StatusOr<Checkpoint> checkpoint =
          VerifyCheckpoint(options_.older_checkpoints[i], log_keys);
      if (!checkpoint.ok()) {
        return In(absl::StrCat("older checkpoint ", i + 1), checkpoint.status());
      }
      older.emplace_back(*std::move(checkpoint), i + 1);
    }
    std::sort(older.begin(), older.end(),
              [](const auto& a, const auto& b) { return a.first.size < b.first.size; });
    ComputeRoots(older);
    const uint64_t size = certificate_.headers.size();
    auto next = older.begin();
    for (; next != older.end() && next->first.size <= size; ++next) {
      if (roots_.at(next->first.size) == next->first.root) continue;
      return Wrong("headers", absl::StrCat("have another root at size ", next->first.size,
                                           " than older checkpoint ", next->second,
                                           ": the log's history was rewritten"));
    }
    const absl::StatusOr<Checkpoint> checkpoint =
        VerifyCheckpoint(certificate_.checkpoint, options_.key);
    if (!checkpoint.ok()) return NotSigned(checkpoint.status());
    RETURN_IF_ERROR(CheckSignatures(log_keys));
    std::vector<Hash> proof;
    for (const std::string& hash : certificate_.consistency) {
      ASSIGN_OR_RETURN(proof.emplace_back(), HashFromBytes(hash));
    }
    const absl::Status consistent =
        VerifyConsistency(size, checkpoint->size, roots_.at(size), checkpoint->root, proof);
    if (!consistent.ok()) {
      return Wrong("headers", absl::StrCat("are no prefix of the signed log of size ",
                                           checkpoint->size, ": ", consistent.message()));
    }
    for (; next != older.end(); ++next) {
      if (next->first == *checkpoint) continue;
      if (next->first.size == checkpoint->size) {
        return Wrong("checkpoint", absl::StrCat("has another root at size ", checkpoint->size,
                                                " than older checkpoint ", next->second,
                                                ": the log's history was rewritten"));
      }
      // Both may be true: the certificate holds no proof between the two.
      return Wrong(
          "checkpoint",
          absl::StrCat("has size ", checkpoint->size, ", older checkpoint ", next->second, " size ",
                       next->first.size,
                       ": this certificate cannot be held against it; ask for one that "
                       "carries that checkpoint, or see whether the log still extends it"));
    }
    verified_.checkpoint = *checkpoint;
    return absl::OkStatus();
  }

  // The roots of all headers, of the sizes of older checkpoints, and of those that proposals to
  // freeze name.
  void ComputeRoots(const std::vector<std::pair<Checkpoint, size_t>>& older) {
    const uint64_t size = certificate_.headers.size();
    std::set<uint64_t> sizes = {size};
    for (const auto& [checkpoint, number] : older) sizes.insert(checkpoint.size);
    for (const auto& [position, record] : records_) {
      const EventContent& content = record->body.event().content();
      if (content.has_freeze_proposed()) sizes.insert(content.freeze_proposed().size());
    }
    sizes.erase(sizes.upper_bound(size), sizes.end());
    roots_ = TreeRoots(certificate_.headers, sizes, ThreadsOfMachine());
  }

  // Every signature is the log's or a witness' that the auditor named: no byte goes unlooked at,
  // but for a key of the log that came after what the certificate tells.
  absl::Status CheckSignatures(const std::vector<VerifierKey>& log_keys) const {
    const absl::StatusOr<Note> note = ParseNote(certificate_.checkpoint);
    if (!note.ok()) return In("checkpoint", note.status());
    const absl::Status by_log = VerifyNote(*note, log_keys).status();
    if (!by_log.ok()) return In("checkpoint", by_log);
    for (const VerifierKey& witness : options_.witnesses) {
      const absl::StatusOr<uint64_t> time = VerifyCosignature(*note, witness);
      if (!time.ok()) return In("checkpoint", time.status());
    }
    for (const NoteSignature& signature : note->signatures) {
      const auto is = [&signature](const VerifierKey& key) {
        return key.name == signature.name && key.id == signature.key_id;
      };
      if (signature.name == options_.key.name ||
          std::any_of(options_.witnesses.begin(), options_.witnesses.end(), is)) {
        continue;
      }
      return Wrong("checkpoint", absl::StrCat("carries a signature of ", Quoted(signature.name),
                                              ", whose key was not given"));
    }
    return absl::OkStatus();
  }

  absl::Status FoldRegistry() {
    // Registry events without a body show below; here they would stop the fold with less to say.
    for (uint64_t position = 0; position < headers_.size(); ++position) {
      if (!IsRegistryEvent(headers_[position]) || records_.contains(position)) continue;
      return MissingBody(position);
    }
    absl::StatusOr<std::unique_ptr<const CertificateView>> view =
        CertificateView::Make(certificate_.origin, headers_.size(), records_);
    if (!view.ok()) return In("bodies", view.status());
    view_ = *std::move(view);
    cycle_ = view_->registry().FindCycle(certificate_.cycle);
    if (cycle_ == nullptr) {
      return Wrong("certificate", absl::StrCat("is about cycle ", Quoted(certificate_.cycle),
                                               ", which no event opens"));
    }
    return absl::OkStatus();
  }

  absl::Status MissingBody(uint64_t position) const {
    return Wrong("bodies", absl::StrCat("the body of position ", position, " (",
                                        event::v1::EventType_Name(headers_[position].event_type()),
                                        ") is left out, and the results rest on it"));
  }

  absl::Status CheckComplete() const {
    if (!certificate_.unit.empty() && !cycle_->HasUnit(certificate_.unit)) {
      return Wrong("certificate", absl::StrCat("is about unit ", Quoted(certificate_.unit),
                                               ", which the cycle does not assess"));
    }
    const Scope scope = certificate_.unit.empty() ? ScopeOfCycle(view_->registry(), *cycle_)
                                                  : ScopeOfUnit(*cycle_, certificate_.unit);
    const std::set<uint64_t> needed = NeededBodies(headers_, scope);
    for (const uint64_t position : needed) {
      if (!records_.contains(position)) return MissingBody(position);
    }
    for (const auto& [position, record] : records_) {
      if (needed.contains(position)) continue;
      return Wrong("bodies", absl::StrCat("the body of position ", position,
                                          " is there, and nothing rests on it"));
    }
    return absl::OkStatus();
  }

  absl::Status CheckPublication() {
    const std::vector<PublishedRevision>& revisions = cycle_->year_end.revisions();
    if (certificate_.revision == 0 || certificate_.revision > revisions.size()) {
      return Wrong("certificate", absl::StrCat("is about revision ", certificate_.revision, "; ",
                                               revisions.size(), " are published"));
    }
    const PublishedRevision& revision = revisions[certificate_.revision - 1];
    if (revision.position != certificate_.position) {
      return Wrong("certificate",
                   absl::StrCat("names position ", certificate_.position, "; revision ",
                                certificate_.revision, " is published at ", revision.position));
    }
    verified_.publication = records_.at(revision.position)->body.event().content();
    verified_.results_digest = revision.results_digest;
    return CheckTwoPersons();
  }

  static std::set<std::string> PersonsAt(const ParsedRecord& record) {
    std::set<std::string> persons = {record.body.poster().person_id()};
    for (const event::v1::Person& person : record.body.event().content().decided_by()) {
      persons.insert(person.person_id());
    }
    return persons;
  }

  // Whatever the server admitted: the results were proposed by one person and confirmed by another.
  absl::Status CheckTwoPersons() const {
    for (const auto& [position, record] : records_) {
      const EventContent& content = record->body.event().content();
      uint64_t proposal = 0;
      if (content.has_freeze_confirmed() &&
          content.freeze_confirmed().cycle() == certificate_.cycle) {
        proposal = content.freeze_confirmed().proposal_position();
      } else if (content.has_cycle_amended() &&
                 content.cycle_amended().cycle() == certificate_.cycle) {
        proposal = content.cycle_amended().proposal_position();
      } else {
        continue;
      }
      const auto proposed = records_.find(proposal);
      if (proposed == records_.end()) return MissingBody(proposal);
      const std::set<std::string> before = PersonsAt(*proposed->second);
      for (const std::string& person : PersonsAt(*record)) {
        if (!before.contains(person)) continue;
        return Wrong("bodies", absl::StrCat("position ", position, " confirms the proposal at ",
                                            proposal, " by the same person, ", Quoted(person)));
      }
    }
    return absl::OkStatus();
  }

  // The results are those that were published and agreed on.
  absl::Status CheckStated() {
    const PublishedRevision& revision = cycle_->year_end.revisions()[certificate_.revision - 1];
    const std::string& published = verified_.publication.has_cycle_amended()
                                       ? verified_.publication.cycle_amended().results()
                                       : verified_.publication.results_published().results();
    if (certificate_.results != published) {
      return Wrong("results",
                   absl::StrCat("are not those published at position ", revision.position));
    }
    if (ResultsDigest(published).view() != revision.results_digest) {
      return Wrong("results", "do not have the digest that two persons agreed on");
    }
    if (!verified_.results.ParseFromString(published)) {
      return Wrong("results", "do not parse");
    }
    return absl::OkStatus();
  }

  // And they are what the events give.
  absl::Status Recompute() {
    const PublishedRevision& revision = cycle_->year_end.revisions()[certificate_.revision - 1];
    ResultsBasis basis;
    basis.fold = revision.fold;
    basis.revision = certificate_.revision;
    // The fold bounds a proposal's size by its position, so the headers reach it.
    basis.root = roots_.at(revision.fold.size);
    ASSIGN_OR_RETURN(basis.scheme_digest, AdoptedSchemeDigest(revision.fold.size));
    std::map<std::string, std::string> sheets;
    const absl::StatusOr<SheetBasis> printed =
        SheetBasisOf(*view_, records_, headers_, verified_.results);
    const auto print = [&](const projections::v1::ScoreExplanation& score) {
      if (!printed.ok()) return;
      absl::StatusOr<std::string> text = ScoreSheet(*printed, score);
      if (text.ok()) sheets[ScoreSheetName(score.unit())] = *std::move(text);
    };
    absl::StatusOr<CycleResults> computed = Compute(basis, print);
    if (!computed.ok()) return In("bodies", computed.status());
    CycleResults stated = verified_.results;
    std::string published = certificate_.results;
    if (!certificate_.unit.empty()) {
      RETURN_IF_ERROR(TakeRank(stated, *computed));
      published = stated.SerializeAsString();
    }
    if (computed->SerializeAsString() != published) return Difference(stated, *computed);
    RETURN_IF_ERROR(CheckNothingLeftBehind(*computed));
    return CheckSheets(sheets);
  }

  // The results that the certificate is about, all or one.
  absl::StatusOr<CycleResults> Compute(const ResultsBasis& basis,
                                       const ExplanationTaker& take) const {
    if (certificate_.unit.empty()) {
      return ComputeResults(*view_, certificate_.cycle, basis, take);
    }
    return ComputeUnitResults(*view_, certificate_.cycle, basis, certificate_.unit, take);
  }

  // Leaves of the published results the unit's alone, and takes its rank from them.
  absl::Status TakeRank(CycleResults& stated, CycleResults& computed) const {
    const auto found =
        std::find_if(stated.results().begin(), stated.results().end(),
                     [&](const auto& result) { return result.unit() == certificate_.unit; });
    if (found == stated.results().end()) {
      return Wrong("results", absl::StrCat("name no unit ", Quoted(certificate_.unit)));
    }
    const event::v1::UnitResult own = *found;
    stated.clear_results();
    *stated.add_results() = own;
    event::v1::UnitResult& result = *computed.mutable_results(0);
    result.set_pool(own.pool());
    result.set_pool_name(own.pool_name());
    result.set_rank(own.rank());
    return absl::OkStatus();
  }

  // A result's bytes; of one unit's without the rank, which was not computed.
  std::string Counted(event::v1::UnitResult result) const {
    if (!certificate_.unit.empty()) {
      result.clear_pool();
      result.clear_pool_name();
      result.clear_rank();
    }
    return result.SerializeAsString();
  }

  // The sheets are those of the scores just computed.
  absl::Status CheckSheets(const std::map<std::string, std::string>& computed) const {
    for (const auto& [name, text] : computed) {
      const auto found = certificate_.sheets.find(name);
      if (found == certificate_.sheets.end()) return Wrong(name, "is left out");
      if (found->second != text) return Wrong(name, "is not the sheet of the score computed");
    }
    for (const auto& [name, text] : certificate_.sheets) {
      if (!computed.contains(name)) return Wrong(name, "is the sheet of no unit of the results");
    }
    return absl::OkStatus();
  }

  // What was frozen is what the events gave when it was confirmed: nothing that counted then was
  // left behind the size that was proposed. `computed`: the results of this revision.
  absl::Status CheckNothingLeftBehind(const CycleResults& computed) const {
    const PublishedRevision& first = cycle_->year_end.revisions().front();
    uint64_t confirmed = 0;
    for (const auto& [position, record] : records_) {
      const EventContent& content = record->body.event().content();
      if (position < first.position && content.has_freeze_confirmed() &&
          content.freeze_confirmed().cycle() == certificate_.cycle) {
        confirmed = position;
      }
    }
    ResultsBasis then;
    then.fold.size = confirmed;
    const absl::StatusOr<CycleResults> present = Compute(then, Nobody);
    if (!present.ok()) return In("bodies", present.status());
    if (certificate_.revision == 1) return CheckSame(*present, computed, confirmed);
    ResultsBasis frozen;
    frozen.fold = first.fold;
    const absl::StatusOr<CycleResults> stated = Compute(frozen, Nobody);
    if (!stated.ok()) return In("bodies", stated.status());
    return CheckSame(*present, *stated, confirmed);
  }

  // The results of the size frozen are those of the position at which it was confirmed.
  absl::Status CheckSame(const CycleResults& present, const CycleResults& frozen,
                         uint64_t confirmed) const {
    for (int i = 0; i < std::max(present.results_size(), frozen.results_size()); ++i) {
      if (i < present.results_size() && i < frozen.results_size() &&
          Counted(present.results(i)) == Counted(frozen.results(i))) {
        continue;
      }
      return Wrong(
          "results",
          absl::StrCat("were frozen at size ", cycle_->year_end.revisions().front().fold.size,
                       " and confirmed at position ", confirmed,
                       "; what was recorded in between changes the result of unit ",
                       Quoted(i < present.results_size() ? present.results(i).unit()
                                                         : frozen.results(i).unit())));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<Hash> AdoptedSchemeDigest(uint64_t size) const {
    ASSIGN_OR_RETURN(const RegistryPrefix then, view_->RegistryAt(size));
    const CycleEntry* cycle = then.registry->FindCycle(certificate_.cycle);
    if (cycle == nullptr || !cycle->scheme.has_value()) {
      return Wrong("results", "are of a cycle that had adopted no scheme");
    }
    const SchemeEntry* scheme =
        then.registry->FindScheme(cycle->scheme->first, cycle->scheme->second);
    absl::StatusOr<Hash> digest = SchemeDigest(certificate_.bodies.at(scheme->position).bytes);
    if (!digest.ok()) return In("bodies", digest.status());
    return digest;
  }

  static void Nobody(const projections::v1::ScoreExplanation&) {}

  // The first thing by which published results differ from those computed.
  static absl::Status Difference(const CycleResults& published, const CycleResults& computed) {
    if (published.engine_version() != computed.engine_version()) {
      return Wrong("results",
                   absl::StrCat("were computed by engine ", published.engine_version(),
                                "; this verifier has engine ", computed.engine_version()));
    }
    for (int i = 0; i < std::min(published.results_size(), computed.results_size()); ++i) {
      const event::v1::UnitResult& stated = published.results(i);
      const event::v1::UnitResult& found = computed.results(i);
      if (stated.SerializeAsString() == found.SerializeAsString()) continue;
      return Wrong(
          "results",
          absl::StrCat(
              "say ", FormatPoints(stated.final_milli()), " ", stated.grade(), " of unit ",
              Quoted(stated.unit()), "; the events give ", FormatPoints(found.final_milli()), " ",
              found.grade(),
              stated.final_milli() == found.final_milli() ? ", by another computation" : ""));
    }
    if (published.scheme_digest() != computed.scheme_digest()) {
      return Wrong("results", "name another scheme than the one adopted");
    }
    if (published.root() != computed.root()) {
      return Wrong("results", "name another root than that of the events counted");
    }
    return Wrong("results", "are not what the events give");
  }

  absl::Status CheckPage() const {
    if (certificate_.page ==
        PublicationPage(verified_.results, verified_.results_digest, verified_.publication)) {
      return absl::OkStatus();
    }
    return Wrong("index.html", "is not the page of these results");
  }

  absl::Status CheckEvidence() {
    std::map<uint64_t, const EventContent*> contents;
    for (const auto& [position, record] : records_) {
      if (!CarriesEvidence(record->header, certificate_.unit)) continue;
      contents[position] = &record->body.event().content();
    }
    verified_.evidence = NamedEvidenceOf(contents, certificate_.evidence);
    std::set<std::string> named;
    for (const NamedEvidence& each : verified_.evidence) {
      named.insert(EvidenceFileName(each.evidence.sha256()));
    }
    for (const auto& [name, bytes] : certificate_.evidence) {
      if (!named.contains(name)) return Wrong(name, "is named by no event");
      if (EvidenceFileName(Sha256Of({bytes}).view()) != name) {
        return Wrong(name, "does not have the hash that events name");
      }
    }
    return absl::OkStatus();
  }

  const Certificate& certificate_;
  const VerifyOptions& options_;
  ParsedHeaders headers_;
  RecordsByPosition records_;
  std::unique_ptr<const CertificateView> view_;
  const CycleEntry* cycle_ = nullptr;
  // By size, of those that anything rests on.
  std::map<uint64_t, Hash> roots_;
  Verified verified_;
};

}  // namespace

absl::StatusOr<Verified> VerifyCertificate(const Certificate& certificate,
                                           const VerifyOptions& options) {
  return Verification(certificate, options).Run();
}

}  // namespace assessment::certificate
