"""Tables and services in, Counts out: how many initiatives each unit has, of which metric, as of when, from where."""
