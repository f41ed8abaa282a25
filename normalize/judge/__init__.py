"""How plausible a whole reading is: measured on its result, never on the route that led there."""
