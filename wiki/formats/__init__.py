"""How the interface writes dates and numbers, where Django's own form is not a publication's."""
