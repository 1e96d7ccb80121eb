# datetime: arithmetic, comparison, parsing, formatting, time zones.
from datetime import UTC, date, datetime, time, timedelta, timezone

d = date(2024, 2, 28)
print(d + timedelta(days=2), d.weekday(), d.isoformat(), d.replace(month=12), date(2024, 3, 1) - d, d.isocalendar(), d.toordinal(), date.fromordinal(738000), date.fromisoformat("2024-12-31"), d < date(2025, 1, 1), d.strftime("%d/%m/%Y %A %j"), date.min, date.max, d.timetuple().tm_yday)
# expect: 2024-03-01 2 2024-02-28 2024-12-28 2 days, 0:00:00 datetime.IsoCalendarDate(year=2024, week=9, weekday=3) 738944 2021-07-29 2024-12-31 True 28/02/2024 Wednesday 059 0001-01-01 9999-12-31 59
t = datetime(2024, 1, 31, 13, 5, 9, 123456)
print(t, t.isoformat(), t + timedelta(hours=11), t - datetime(2023, 12, 31), t.date(), t.time(), t.replace(microsecond=0), datetime.strptime("05 Mar 2021 07:08", "%d %b %Y %H:%M"), datetime.fromisoformat("2024-01-31T13:05:09.5+02:00"), f"{t:%H:%M}", repr(t))
# expect: 2024-01-31 13:05:09.123456 2024-01-31T13:05:09.123456 2024-02-01 00:05:09.123456 31 days, 13:05:09.123456 2024-01-31 13:05:09.123456 2024-01-31 13:05:09 2021-03-05 07:08:00 2024-01-31 13:05:09.500000+02:00 13:05 datetime.datetime(2024, 1, 31, 13, 5, 9, 123456)
td = timedelta(days=1, hours=2, seconds=3, microseconds=4)
print(td, td.total_seconds(), -td, td * 2, td / 2, td // timedelta(hours=1), td % timedelta(hours=1), divmod(td, timedelta(hours=5)), abs(-td) == td, timedelta(weeks=1), repr(timedelta(hours=-1)), timedelta.max, bool(timedelta()))
# expect: 1 day, 2:00:03.000004 93603.000004 -2 days, 21:59:56.999996 2 days, 4:00:06.000008 13:00:01.500002 26 0:00:03.000004 (5, datetime.timedelta(seconds=3603, microseconds=4)) True 7 days, 0:00:00 datetime.timedelta(days=-1, seconds=82800) 999999999 days, 23:59:59.999999 False
tz = timezone(timedelta(hours=5, minutes=30), "IST")
z = datetime(2024, 1, 1, 12, tzinfo=tz)
print(z, z.astimezone(UTC), z.utcoffset(), z.tzname(), z == datetime(2024, 1, 1, 6, 30, tzinfo=UTC), z - datetime(2024, 1, 1, tzinfo=UTC), z.timestamp(), datetime.fromtimestamp(0, UTC), tz, timezone.utc)
# expect: 2024-01-01 12:00:00+05:30 2024-01-01 06:30:00+00:00 5:30:00 IST True 6:30:00 1704090600.0 1970-01-01 00:00:00+00:00 IST UTC
print(time(1, 2, 3), time(23, 59).isoformat(), time(5) < time(6), time.fromisoformat("04:05:06.007"), {d: 1}[date(2024, 2, 28)])
# expect: 01:02:03 23:59:00 True 04:05:06.007000 1
for bad in (lambda: date(2023, 2, 29), lambda: datetime(2024, 1, 1, 25), lambda: date.fromisoformat("2024-13-01"), lambda: datetime.strptime("x", "%Y"), lambda: t < z, lambda: t - z, lambda: d + 5, lambda: date.max + timedelta(1), lambda: timezone(timedelta(days=2)), lambda: date("2024", 1, 1), lambda: timedelta(days=10 ** 10)):
    try:
        bad()
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
# expect: ValueError day 29 must be in range 1..28 for month 2 in year 2023
# expect: ValueError hour must be in 0..23, not 25
# expect: ValueError month must be in 1..12, not 13
# expect: ValueError time data 'x' does not match format '%Y'
# expect: TypeError can't compare offset-naive and offset-aware datetimes
# expect: TypeError can't subtract offset-naive and offset-aware datetimes
# expect: TypeError unsupported operand type(s) for +: 'datetime.date' and 'int'
# expect: OverflowError date value out of range
# expect: ValueError offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not datetime.timedelta(days=2)
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: OverflowError Python int too large to convert to C int
