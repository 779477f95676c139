import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='branchpage',
            name='frontend_url',
            field=models.URLField(blank=True, help_text='Where an external frontend shows drafts, e.g. https://www.example.org/preview; ?token=… is appended to it. Applies to every language. Head office only.', validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='preview address of the frontend'),
        ),
        migrations.AddField(
            model_name='homepage',
            name='frontend_url',
            field=models.URLField(blank=True, help_text='Where an external frontend shows drafts, e.g. https://www.example.org/preview; ?token=… is appended to it. Applies to every language. Head office only.', validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='preview address of the frontend'),
        ),
    ]
