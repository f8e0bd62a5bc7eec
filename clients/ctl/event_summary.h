#ifndef CLIENTS_CTL_EVENT_SUMMARY_H_
#define CLIENTS_CTL_EVENT_SUMMARY_H_

#include <string>

#include "assessment/event/v1/event.pb.h"
#include "clients/ctl/language.h"

namespace assessment::ctl {

// What an event states, in one line: the ids it names, then its text. Does not name its type.
std::string EventSummary(const event::v1::EventContent& content, Language language);

// The text, or "(已删除)", "(erased)" when only its commitment is left.
std::string SealableTextOf(const event::v1::SealableText& text, Language language);

// "李敏", or the person's identifier when the name is sealed or missing.
std::string PersonText(const event::v1::Person& person);

// Names of subjects, joined; codes where there is no name.
std::string SubjectsText(const google::protobuf::RepeatedPtrField<event::v1::Subject>& subjects,
                         Language language);

// "#12 #40"; empty for none.
std::string PositionsText(const google::protobuf::RepeatedField<uint64_t>& positions);

// "吕政函〔2022〕70号", with the issuer before it; empty when unset.
std::string PaperText(const event::v1::Paper& paper);

// A measured value in its metric's own unit: "87.5".
std::string MeasureText(const event::v1::Measure& measure);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_EVENT_SUMMARY_H_
