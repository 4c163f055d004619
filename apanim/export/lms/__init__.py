"""For learning-management systems: questions on a page, and a page as a SCORM package."""
