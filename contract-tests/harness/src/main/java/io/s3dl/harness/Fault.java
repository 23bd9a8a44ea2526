package io.s3dl.harness;

import java.time.Duration;

/**
 * What a proxy does to one request instead of passing it on as it is.
 *
 * @param kind what
 * @param at a number of bytes of a body, where the kind needs one
 * @param status the answer's status, where the kind has one
 * @param delay how long the request waits, or the seconds to retry after
 */
public record Fault(Kind kind, long at, int status, Duration delay) {

  /** The ways of going wrong. */
  public enum Kind {
    /** The request reaches the server late. */
    DELAY,
    /** The proxy answers, and the server never hears of it. */
    STATUS,
    /** The connection is reset after so many bytes of the request's body. */
    RESET_REQUEST,
    /** The connection is reset after so many bytes of the response's body. */
    RESET_RESPONSE,
    /** The connection is closed in an orderly way after so many bytes of the response's body. */
    TRUNCATE,
    /** One bit of the response's body is another one. */
    FLIP,
    /** The server never hears of it, and the client never hears anything. */
    SILENCE,
    /** The server has done it, and the connection is reset instead of the answer. */
    DROP_ANSWER
  }

  /** Lets a request wait. */
  public static Fault delay(Duration delay) {
    return new Fault(Kind.DELAY, 0, 0, delay);
  }

  /** Answers 503 SlowDown; with Retry-After unless that is zero. */
  public static Fault slowDown(Duration retryAfter) {
    return new Fault(Kind.STATUS, 0, 503, retryAfter);
  }

  /** Answers with a status and no body. */
  public static Fault status(int status) {
    return new Fault(Kind.STATUS, 0, status, Duration.ZERO);
  }

  /** Resets the connection while the request's body is sent. */
  public static Fault resetRequest(long at) {
    return new Fault(Kind.RESET_REQUEST, at, 0, Duration.ZERO);
  }

  /** Resets the connection while the response's body is sent. */
  public static Fault resetResponse(long at) {
    return new Fault(Kind.RESET_RESPONSE, at, 0, Duration.ZERO);
  }

  /** Ends the response's body early. */
  public static Fault truncate(long at) {
    return new Fault(Kind.TRUNCATE, at, 0, Duration.ZERO);
  }

  /** Changes the byte at a position of the response's body. */
  public static Fault flip(long at) {
    return new Fault(Kind.FLIP, at, 0, Duration.ZERO);
  }

  /** Never answers. */
  public static Fault silence() {
    return new Fault(Kind.SILENCE, 0, 0, Duration.ZERO);
  }

  /** Loses the answer to what the server has done. */
  public static Fault dropAnswer() {
    return new Fault(Kind.DROP_ANSWER, 0, 0, Duration.ZERO);
  }
}
