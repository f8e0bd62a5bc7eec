#ifndef CLIENTS_CERTIFICATE_PUBLICATION_PAGE_H_
#define CLIENTS_CERTIFICATE_PUBLICATION_PAGE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/event/v1/year_end.pb.h"

namespace assessment::certificate {

// The published results as one HTML page in Chinese: no script, no picture, nothing loaded from
// elsewhere, readable on a screen and on paper. A pure function of what was published: equal
// results give equal bytes. `publication` is the content of the event that published them, `digest`
// the digest of the results (32 bytes).
std::string PublicationPage(const event::v1::CycleResults& results, absl::string_view digest,
                            const event::v1::EventContent& publication);

}  // namespace assessment::certificate

#endif  // CLIENTS_CERTIFICATE_PUBLICATION_PAGE_H_
