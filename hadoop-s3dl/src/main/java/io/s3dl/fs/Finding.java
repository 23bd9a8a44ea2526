package io.s3dl.fs;

/**
 * Something that a {@link TreeCheck} has found.
 *
 * @param path the path from the root of the file system
 * @param state what has become of it
 * @param what what is wrong
 * @param action what was done, would be done, or the user can do
 */
public record Finding(String path, State state, String what, String action) {

  /** What has become of a finding. */
  public enum State {
    /** Nothing is wrong: a writer is at work. */
    BEING_WRITTEN,
    /** It was mended. */
    FIXED,
    /** It would be mended, if that was asked for. */
    FIXABLE,
    /** It cannot be mended by this software. */
    REMAINS
  }

  /** Whether something is wrong still. */
  public boolean isOpen() {
    return state == State.FIXABLE || state == State.REMAINS;
  }
}
