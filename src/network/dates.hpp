// Dates as the data state them: a day, a month or a year.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "network/network.hpp"

namespace kaitei::network {

using Day = std::chrono::year_month_day;

// The days that a date may mean: one, all of its month or year, or all of an interval.
struct Period {
  Day first, last;
};

// ISO 8601, full or cut short ("2016", "2016-06", "2016-06-09"), or two such as "2014/2019-12": some day between them,
// both ends included. Nothing if it is none of these, no day of the calendar, or ends before it starts.
std::optional<Period> parse_period(std::string_view text);

// A full ISO 8601 date alone.
std::optional<Day> parse_day(std::string_view text);

std::string to_string(Day);  // "2016-06-09"

// Whether a system was in service on a day, by its dates whatever its status: from `ready_for_service` on, and before
// `retired`. `doubt` says in words what was assumed where the dates leave it open; it is empty where they settle it.
//   - A date of several days counts only where each of them gives the same answer; else the system is not in service.
//   - Without ready_for_service, a planned system is not in service, and any other has been from the beginning.
//   - A retired system without `retired` is not in service.
//   - A planned system whose date has come counts as in service.
struct Service {
  bool active = false;
  std::string doubt;
};
Service service_on(const System&, Day);

// The same for a link, which has no status: without ready_for_service it has been there from the beginning.
Service service_on(const Link&, Day);

}  // namespace kaitei::network
