"""The desk: one person's plans on the own machine, from a sheet that is dropped to answers; it writes, and only here.

It does what the commands do, through the same public interface, and lets in only the browser that it opened itself.
"""
