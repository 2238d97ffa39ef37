"""What conversations teach: labelled outcomes, earned autonomy, and the gaps people decide about."""
