drop function sec.erase_screenings(uuid);
