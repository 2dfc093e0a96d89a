// Runs before Gradio, whose widgets speak the browser's language: they are to speak the page's.
Object.defineProperty(navigator, "language", { value: document.documentElement.lang });
