"""Whose row it is: goal, objective, programme, activity, sub activity."""
