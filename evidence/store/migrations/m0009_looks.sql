-- What a judgement rested on and can't be had again from the bytes. A check that has basis_json (an object, perhaps
-- empty) says all of it; one of an older version has none, and its probes are looked for along its route.
ALTER TABLE checks ADD COLUMN probes_json TEXT;
ALTER TABLE checks ADD COLUMN basis_json TEXT;
