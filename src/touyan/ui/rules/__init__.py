"""Pure helpers of the screens: no framework, no clock."""
