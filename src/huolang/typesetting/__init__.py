"""Pages as PDF: what stands on them as text, their sizes, letters and bars, and the press."""
