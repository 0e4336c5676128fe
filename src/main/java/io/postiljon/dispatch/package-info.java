/**
 * Chooses the channel of an accepted sending: eBox or paper, by what the agency allows and what is known about the recipient's
 * box, and checks once more that the agency may send it.
 *
 * <p>Way in: {@link io.postiljon.dispatch.ChannelChoice}, called by {@code routes/dispatch.camel.yaml}. The rules themselves are one
 * pure function, {@link io.postiljon.dispatch.ChannelRules}. {@link io.postiljon.dispatch.CopyChoice} decides about copies on paper of what
 * lies in the eBox, called by {@code routes/dispatch-copies.camel.yaml}.
 *
 * <p>Must never: ask anybody outside (a route does), send on paper because of doubt, or route what the agreement no longer allows.
 */
package io.postiljon.dispatch;
