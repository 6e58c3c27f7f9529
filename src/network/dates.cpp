#include "network/dates.hpp"

#include <fmt/format.h>

#include <charconv>

namespace kaitei::network {
namespace {

std::optional<int> digits(std::string_view text, std::size_t start, std::size_t count) {
  int value = 0;
  const char* const end = text.data() + start + count;
  for (const char* at = text.data() + start; at != end; ++at)
    if (*at < '0' || *at > '9') return std::nullopt;
  std::from_chars(text.data() + start, end, value);
  return value;
}

std::optional<Period> parse_one(std::string_view text) {
  using namespace std::chrono;
  const bool has_month = text.size() >= 7, has_day = text.size() == 10;
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  if ((has_month && text[4] != '-') || (has_day && text[7] != '-')) return std::nullopt;
  const auto in_year = digits(text, 0, 4), in_month = has_month ? digits(text, 5, 2) : 1,
             in_day = has_day ? digits(text, 8, 2) : 1;
  if (!in_year || !in_month || !in_day) return std::nullopt;
  const Day first{year{*in_year}, month(static_cast<unsigned>(*in_month)), day(static_cast<unsigned>(*in_day))};
  if (!first.ok()) return std::nullopt;
  if (has_day) return Period{first, first};
  return Period{first, Day(first.year() / (has_month ? first.month() : December) / last)};
}

Service service_on(const std::string& start, const std::string& end, Status status, Day day) {
  const std::optional<Period> started = parse_period(start), ended = parse_period(end);
  if (started && started->first > day) return {false, ""};
  if (ended && ended->last <= day) return {false, ""};
  if (!ended && status == Status::retired) return {false, "retired on an unknown day; taken as retired before"};
  if (!started && status == Status::planned) return {false, "planned for an unknown day; taken as not yet there"};
  if (started && started->last > day)
    return {false, fmt::format("rfs {} does not say whether it was in service; left out", start)};
  if (ended && ended->first <= day)
    return {false, fmt::format("retired {} does not say whether it was in service; left out", end)};
  if (!started) return {true, "rfs is unknown; taken as in service"};
  if (status == Status::planned) return {true, fmt::format("planned for {}; taken as in service", start)};
  return {true, ""};
}

}  // namespace

std::optional<Period> parse_period(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return parse_one(text);
  const std::optional<Period> first = parse_one(text.substr(0, slash)), last = parse_one(text.substr(slash + 1));
  if (!first || !last || first->first > last->last) return std::nullopt;
  return Period{first->first, last->last};
}

std::optional<Day> parse_day(std::string_view text) {
  const std::optional<Period> period = parse_one(text);
  if (!period || text.size() != 10) return std::nullopt;
  return period->first;
}

Service service_on(const System& system, Day day) {
  return service_on(system.ready_for_service, system.retired, system.status, day);
}

Service service_on(const Link& link, Day day) {
  return service_on(link.ready_for_service, link.retired, Status::in_service, day);
}

std::string to_string(Day day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

}  // namespace kaitei::network
