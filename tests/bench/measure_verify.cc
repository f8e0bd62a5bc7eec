// How fast a certificate is verified, and how much of that is hashing: measure_verify [EVENTS].

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "clients/certificate/build_certificate.h"
#include "clients/certificate/verify_certificate.h"
#include "ledger/base/check.h"
#include "ledger/base/limits.h"
#include "ledger/proof/merkle.h"
#include "tests/support/year_end_ledger.h"

namespace assessment::certificate {
namespace {

double SecondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void Measure(uint64_t events) {
  testing::YearEndLedger year;
  testing::TestLedger& ledger = year.ledger();
  ledger.Must(testing::UnitRegistered("elsewhere"));
  while (ledger.size() < events) {
    std::vector<testing::EventContent> batch;
    for (size_t i = 0; i < limits::kBatchEventsMax; ++i) {
      batch.push_back(testing::MetricReported("rate", "elsewhere", 1'000'000));
    }
    CHECK(ledger.Append(batch).refusals.empty());
  }
  year.Publish();
  std::vector<StoredEvent> stored;
  CHECK(ledger.log()
            .Read(0, year.Look().cycle->year_end.revisions()[0].position + 1,
                  [&](uint64_t, const Record& record) {
                    stored.push_back({record.header_bytes, record.salt, record.body_bytes});
                    return absl::OkStatus();
                  })
            .ok());
  absl::StatusOr<Certificate> certificate = BuildCertificate(stored, testing::kCycle);
  CHECK(certificate.ok());
  const SignerKey key =
      *MakeSignerKey("ledger.example/log/141100", NoteKeyType::kLog, std::string(32, 'k'));

  const auto hashing = std::chrono::steady_clock::now();
  Frontier tree;
  for (const std::string& header : certificate->headers) tree.Append(LeafHash(header));
  const double hashed = SecondsSince(hashing);

  certificate->checkpoint =
      *SignCheckpoint({key.name, certificate->headers.size(), tree.Root()}, key);
  VerifyOptions options;
  options.key = key.verifier();
  const auto verifying = std::chrono::steady_clock::now();
  const absl::StatusOr<Verified> verified = VerifyCertificate(*certificate, options);
  const double took = SecondsSince(verifying);
  CHECK(verified.ok());
  std::printf("%llu events, %llu bodies: verified in %.2f s, %.0f events/s; hashing %.0f %%\n",
              static_cast<unsigned long long>(verified->events),
              static_cast<unsigned long long>(verified->bodies), took,
              static_cast<double>(verified->events) / took, 100 * hashed / took);
}

}  // namespace
}  // namespace assessment::certificate

int main(int argc, char** argv) {
  assessment::certificate::Measure(argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100'000);
  return 0;
}
