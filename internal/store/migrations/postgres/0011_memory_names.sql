-- The skeleton of a text leaves its names out, too: an empty one is to be made anew.
UPDATE memory SET skeleton = '';
