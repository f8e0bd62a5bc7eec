#ifndef PROJECTIONS_VIEWS_TESTING_FOLDED_VIEW_H_
#define PROJECTIONS_VIEWS_TESTING_FOLDED_VIEW_H_

#include <memory>
#include <utility>

#include "projections/views/index_fold.h"
#include "projections/views/ledger_view.h"

namespace assessment::testing {

// The view of a log at its end, folded from the index whenever it is asked.
class FoldedView : public LedgerView {
 public:
  explicit FoldedView(const EventLog& log)
      : LedgerView(
            "141100", log.DurableTail().size, *RecordTimeBelow(log, log.DurableTail().size),
            std::make_shared<const Registry>(*FoldRegistry(log, log.DurableTail().size, nullptr))),
        log_(log) {}

  absl::StatusOr<StreamPointer> Stream(const IndexKey& key) const override {
    absl::StatusOr<EventStream> stream = FoldStream(log_, key, size());
    if (!stream.ok()) return stream.status();
    return std::make_shared<const EventStream>(*std::move(stream));
  }

  absl::StatusOr<RegistryPrefix> RegistryAt(uint64_t size) const override {
    return RegistryPrefix{std::make_shared<const Registry>(*FoldRegistry(log_, size, nullptr)),
                          *RecordTimeBelow(log_, size)};
  }

 private:
  const EventLog& log_;
};

}  // namespace assessment::testing

#endif  // PROJECTIONS_VIEWS_TESTING_FOLDED_VIEW_H_
