"""The public site. Of the models it knows the publication alone: it can't reach a draft."""
