"""The sign-in library's words as we say them, in English and Romanian. Holds nothing but `locale/`, made by hand."""
