#ifndef CLIENTS_BENCH_DRAW_H_
#define CLIENTS_BENCH_DRAW_H_

#include <cstdint>
#include <string>

namespace assessment::bench {

// Drawn numbers without a state that clients would share: the same place in the run gives the same
// number, whatever the others did before. Thread-safe.
class Draw {
 public:
  explicit Draw(uint64_t seed) : seed_(seed) {}

  // Of one call of one client; `what` tells apart what one call draws.
  uint64_t Number(int client, uint64_t call, uint64_t what) const;
  // Below `bound`, which is not 0.
  uint64_t Below(uint64_t bound, int client, uint64_t call, uint64_t what) const {
    return Number(client, call, what) % bound;
  }
  // 32 hexadecimal digits without an order, as keys of systems that draw them.
  std::string Key(int client, uint64_t call, uint64_t what) const;

 private:
  const uint64_t seed_;
};

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_DRAW_H_
