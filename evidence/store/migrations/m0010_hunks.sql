-- What a change took out and put in, piece by piece (a JSON list, see evidence/changes/hunks.py): by these a change is
-- known again in the next look, whatever else moves on the page. None in changes of older versions.
ALTER TABLE changes ADD COLUMN hunks_json TEXT;
