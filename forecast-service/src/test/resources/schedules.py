# Made schedules.csv: python3 schedules.py > schedules.csv, with croniter 7.0.0 (MIT). Calendars without clock changes
# only: UTC.
import datetime
import croniter

START = datetime.datetime(2026, 2, 27, 13, 7, 30, tzinfo=datetime.timezone.utc)
CRONS = ["*/15 * * * *", "0 * * * *", "30 6 * * *", "0 6 * * 1-5", "0 6 * * MON-FRI", "0 0 1 * *", "0 0 31 * *",
         "15 10 29 2 *", "0 0 13 * 5", "5,35 */6 1-7 * *", "0 12 * 1,7 *", "0 3 * * 0", "0 3 * * 7", "59 23 28-31 12 *",
         "0 9-17/4 * * SUN"]
for cron in CRONS:
    times = croniter.croniter(cron, START)
    found = [times.get_next(datetime.datetime).strftime("%Y-%m-%dT%H:%M:%SZ") for _ in range(6)]
    print(cron + ";" + " ".join(found))
