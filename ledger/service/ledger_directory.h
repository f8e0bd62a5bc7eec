#ifndef LEDGER_SERVICE_LEDGER_DIRECTORY_H_
#define LEDGER_SERVICE_LEDGER_DIRECTORY_H_

// The ledgers of this server, each with what runs for it.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "ledger/admission/admission.h"
#include "ledger/base/clock.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"
#include "ledger/sequencer/sequencer.h"
#include "ledger/service/checkpoint_signer.h"
#include "ledger/service/signing_key_ring.h"
#include "ledger/service/subscription_hub.h"
#include "ledger/service/trace_file.h"
#include "ledger/service/trace_keeper.h"

namespace assessment {

// One ledger at work. Its members are thread-safe and live as long as the directory.
struct LedgerHost {
  std::string name;
  event::v1::LedgerOpened opened;
  EventLog* log = nullptr;
  std::unique_ptr<Sequencer> sequencer;
  std::unique_ptr<CheckpointSigner> signer;
  std::unique_ptr<SubscriptionHub> subscriptions;
  // OK: its state was made from the list of its traces. Else why the whole log was folded.
  absl::Status started_from_traces;
  // Of the directory alone.
  std::unique_ptr<TraceFile> trace_file;

  // As callers see it, with its present size.
  ledger::v1::LedgerInfo Info() const;
};

// Thread-safe.
class LedgerDirectory {
 public:
  struct Options {
    LogStore* store = nullptr;
    Clock* clock = nullptr;
    Admission::SaltSource salts;
    // Directory of the signing keys and of the checkpoints signed last; made when missing.
    std::string key_directory;
    // What the operator wants of the signing keys of a ledger, by its name: done when it starts,
    // for one that is not there yet when it is opened.
    std::map<std::string, SigningKeyWish> signing_keys;
    // Called for every ledger once its log can be read and before anybody can find it, both at the
    // start and when one is opened.
    std::function<void(const LedgerHost&)> on_started;
    // Called when a sequencer stops with its state unknown: the process must end.
    std::function<void(const std::string& ledger)> on_stopped_unknown;
  };

  explicit LedgerDirectory(Options options);
  // Drains.
  ~LedgerDirectory();
  LedgerDirectory(const LedgerDirectory&) = delete;
  LedgerDirectory& operator=(const LedgerDirectory&) = delete;

  // Starts every ledger of the store. One that does not start (damage) is kept, refused by Find
  // with its status, and does not hold up the others; FAILED_PRECONDITION and the like that concern
  // all are returned, and INVALID_ARGUMENT of a wish about signing keys that cannot be followed.
  absl::Status StartAll();

  // REASON_UNKNOWN_LEDGER when there is none; REASON_LEDGER_STOPPED with what stopped it.
  absl::StatusOr<const LedgerHost*> Find(absl::string_view ledger) const;

  // What callers get for a ledger that is not open here, or that is not there for them.
  static absl::Status UnknownLedger(absl::string_view ledger);

  // All that run, by name.
  std::vector<const LedgerHost*> List() const;

  // All that could not be started, with the reason.
  std::map<std::string, absl::Status, std::less<>> Broken() const;

  // Opens a ledger, or finds the one that was opened by the same request. REASON_FIELD_MISSING,
  // REASON_FIELD_INVALID or REASON_TOO_LONG name the field, the domain as well when the key given
  // for the ledger has another name; REASON_ALREADY_EXISTS names the field that differs.
  // `permissions` are those of the request, with the persons and units of their principals; they
  // hold when the ledger is made, and are not compared when it is there.
  absl::StatusOr<const LedgerHost*> Open(
      const ledger::v1::OpenLedgerRequest& request,
      const std::vector<event::v1::PermissionChanged>& permissions, const event::v1::Poster& poster)
      ABSL_LOCKS_EXCLUDED(open_mutex_);

  // Opens no more, ends subscriptions, drains the sequencers, stops the signers. May be called
  // again.
  void Drain() ABSL_LOCKS_EXCLUDED(open_mutex_);

 private:
  absl::StatusOr<const LedgerHost*> MakeAndStart(const std::string& name,
                                                 const event::v1::LedgerOpened& opened,
                                                 const event::v1::Poster& poster)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(open_mutex_);
  absl::StatusOr<const LedgerHost*> StartOne(const std::string& name, EventLog& log);
  // What the signer looks at beside the root after a start from a list of traces.
  static RecordVisitor CheckOfTraces(const LedgerHost& host, TraceList traces);
  // What is wanted of the ledger's keys; nothing when the operator said nothing.
  SigningKeyWish WishFor(const std::string& name) const;

  const Options options_;

  // Held while a ledger is opened, so that two requests do not open one twice. Taken first.
  Mutex open_mutex_;
  bool draining_ ABSL_GUARDED_BY(open_mutex_) = false;

  mutable Mutex mutex_;
  std::map<std::string, std::unique_ptr<LedgerHost>, std::less<>> hosts_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, absl::Status, std::less<>> broken_ ABSL_GUARDED_BY(mutex_);

  TraceKeeper trace_keeper_;  // Ends before what it looks at.
};

}  // namespace assessment

#endif  // LEDGER_SERVICE_LEDGER_DIRECTORY_H_
