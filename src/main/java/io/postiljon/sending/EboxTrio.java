package io.postiljon.sending;

/** What the registry handed out at onboarding: message type and sender application (with the sender's KBO number, the trio). */
public record EboxTrio(String messageTypeId, String senderApplicationId) {}
