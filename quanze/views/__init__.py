"""Pictures: the four layouts, the offline page around a pyvis network, SVG and PNG."""
