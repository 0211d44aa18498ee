drop trigger keep_revision on areas_areamap;
